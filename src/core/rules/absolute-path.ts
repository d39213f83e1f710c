// Paths that exist on one machine only.

import type { Model } from '../semantics/model.ts';
import type { Edit } from '../text/edit.ts';
import type { Access } from './accesses.ts';
import { extractPath, isInVariable } from './extract-path.ts';
import { literalsIn } from './literals.ts';
import { oncePerPlace } from './places.ts';
import { defineRule, type Fix, type Report } from './rule.ts';
import { groupedBy } from './words.ts';

export const absolutePath = defineRule({
  id: 'absolute-path',
  summary: 'A file is read or written by a path of one machine.',
  category: 'data',
  severity: 'warning',
  fix: 'suggested',
  since: '0.1.0',
  options: {},
  messages: {
    machine: {
      what: '`{path}` is a path of one machine{times}.',
      why: 'On any other machine, or for another user, there is no such file, and the cell fails.',
      how: 'Put the file beside the notebook, and write its path from there{example}.',
    },
    platform: {
      what: '`{path}` exists on {platform} only{times}.',
      why: 'Anywhere else the cell fails.',
      how: 'Keep the path in a variable in a cell of its own, so that it can be another elsewhere.',
    },
  },
  *check({ model }): Generator<Report<'machine' | 'platform'>> {
    for (const [path, accesses] of groupedBy(accessesOf(model), (each) => each.path ?? '')) {
      const [first] = accesses;
      if (!first) continue;
      const platform = PLATFORMS.find(([start]) => path.startsWith(start))?.[1];
      const base = path.split(/[\\/]/).at(-1) ?? '';
      // In a variable it can be another elsewhere.
      if (platform !== undefined && isInVariable(model, path)) continue;
      const fix = platform === undefined ? fromNotebook(model, path) : extractPath(model, path);
      yield {
        message: platform === undefined ? 'machine' : 'platform',
        data: {
          path,
          platform: platform ?? '',
          times: accesses.length > 1 ? ` (${accesses.length} times)` : '',
          example: base === '' ? '' : `, e.g. \`data/${base}\``,
        },
        at: first.at,
        ...(platform === undefined ? {} : { severity: 'information' }),
        ...(fix ? { fix } : {}),
      };
    }
  },
});

/** Folders that services give to every notebook. */
const PLATFORMS: readonly (readonly [string, string])[] = [
  ['/kaggle/', 'Kaggle'],
  ['/content/', 'Colab'],
  ['/dbfs/', 'Databricks'],
  ['/Workspace/', 'Databricks'],
  ['/home/studio-lab-user/', 'SageMaker Studio Lab'],
  ['/home/ec2-user/SageMaker/', 'SageMaker'],
  ['/home/jovyan/', "Jupyter's images"],
];

/** Uses of files by a path of one machine, in the order of the run, each place once. */
function accessesOf(model: Model): readonly Access[] {
  return oncePerPlace(
    model.document.events.filter(
      (each): each is Access => (each.kind === 'read' || each.kind === 'write') && each.path !== undefined && isOfOneMachine(each.path),
    ),
  );
}

/** `/home/me/a.csv`, `C:\\data\\a.csv`, `~/a.csv`; not what every system has, nor a network address. */
function isOfOneMachine(path: string): boolean {
  if (/^(\/|\/(dev|proc|sys|etc|tmp|var\/tmp|usr|bin|opt)(\/.*)?)$/.test(path)) return false;
  return /^(\/[^/]|~\/|[A-Za-z]:[\\/]|\\\\)/.test(path);
}

/** More folders of a path are not looked for below the project. */
const LONGEST = 6;

/** The path from the notebook, where the file really lies below the project, e.g. `../data/train.csv`; written so wherever the old one is. */
function fromNotebook(model: Model, path: string): Fix | undefined {
  const place = placeInProject(model, path);
  const uses = literalsIn(model).filter((each) => each.value === path);
  if (place === undefined || uses.length === 0) return undefined;
  const edits = uses.map(({ at }): Edit => ({ kind: 'replaceText', at, text: `'${place}'` }));
  return { title: `Write it from the notebook: ${place}`, kind: 'suggested', edits };
}

/** As many of its last folders as there are below the notebook's folder or one above it, nearest first; else in `data`. */
function placeInProject({ ports }: Model, path: string): string | undefined {
  const parts = path.split(/[\\/]/).filter((each) => each !== '' && each !== '~' && !/^[A-Za-z]:$/.test(each));
  const { folder = '', root = '' } = ports.project?.place ?? {};
  const heights = folder
    .slice(root.length)
    .split('/')
    .filter((each) => each !== '').length;
  const ups = Array.from({ length: heights + 1 }, (_, height) => '../'.repeat(height));
  const tails = Array.from({ length: Math.min(parts.length, LONGEST) }, (_, dropped) =>
    parts.slice(dropped - Math.min(parts.length, LONGEST)).join('/'),
  );
  const base = parts.at(-1) ?? '';
  const candidates = [...tails.flatMap((tail) => ups.map((up) => up + tail)), `data/${base}`];
  return base === '' || base.includes("'") ? undefined : candidates.find((each) => ports.sample?.(each)?.kind === 'file');
}
