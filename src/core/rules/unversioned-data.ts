// Data files that the notebook reads and that nothing keeps versions of.

import type { Model } from '../semantics/model.ts';
import { folderIn, isRelativeFile, readsFromOutside, type Access } from './accesses.ts';
import { defineRule, type Report } from './rule.ts';
import { groupedBy } from './words.ts';

type Key = 'dvc' | 'git';

export const unversionedData = defineRule({
  id: 'unversioned-data',
  summary: 'A data file is read that neither Git nor DVC keeps.',
  category: 'data',
  severity: 'warning',
  since: '0.1.0',
  options: {},
  messages: {
    dvc: {
      what: '`{path}` is read here, and neither Git nor DVC keeps it{more}.',
      why: 'Whoever clones the repository gets the notebook without its data, and a change of them leaves no trace.',
      how: 'Run `dvc add {files}` in the folder of the notebook, or `git add {files}` where that is small.',
    },
    git: {
      what: '`{path}` is read here, and Git does not keep it{more}.',
      why: 'Whoever clones the repository gets the notebook without its data, and a change of them leaves no trace.',
      how: 'Run `git add {files}` in the folder of the notebook where that is small; use Git LFS, or `dvc init` and `dvc add {files}`, where it is large.',
    },
  },
  *check({ model }): Generator<Report<Key>> {
    const { versioning } = model.ports;
    const there = readsFromOutside(model).filter(({ path }) => isData(model, path ?? ''));
    // Before the notebook itself is committed nothing is amiss.
    if (!versioning || there.length === 0 || !versioning.keepsNotebook()) return;
    const loose = there.filter(({ path }) => versioning.keeperOf(path ?? '') === 'nobody');
    for (const group of groupedBy(loose, (each) => folderIn(each.path ?? '')).values()) {
      const [head] = group;
      if (!head) continue;
      const paths = group.map((each) => each.path ?? '');
      yield {
        message: versioning.usesDvc ? 'dvc' : 'git',
        data: {
          path: paths[0] ?? '',
          paths,
          files: argumentsOf(group),
          more: paths.length > 1 ? `, nor ${paths.length - 1} more in that folder` : '',
        },
        at: head.at,
      };
    }
  },
});

/** It is there, and no file that a repository must not hold. */
function isData({ ports }: Model, path: string): boolean {
  if (!isRelativeFile(path) || KEPT_OUT.test(path)) return false;
  return ports.sample?.(path)?.kind === 'file';
}

const KEPT_OUT = /(^|[\\/])\.[^.\\/]|secret|credential|token|password|kaggle\.json$|\.(pem|key|crt|py|ipynb|log|tmp)$/i;

/** As a shell takes them; many files of one folder are named by it. */
function argumentsOf(group: readonly Access[]): string {
  const paths = group.map((each) => each.path ?? '');
  const folder = folderIn(paths[0] ?? '');
  const named = paths.length > 3 && folder !== '' ? [folder.replace(/[\\/]$/, '')] : paths;
  return named.map((each) => (/^[\w./-]+$/.test(each) ? each : `"${each}"`)).join(' ');
}
