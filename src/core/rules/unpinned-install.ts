// A package that a cell installs in whatever version is newest that day.

import { installsIn, type InstalledPackage } from '../python/install.ts';
import { isExactUrl, parseRequirement } from '../project/requirement.ts';
import type { Model } from '../semantics/model.ts';
import type { Edit } from '../text/edit.ts';
import { defineRule, type Fix, type Report } from './rule.ts';

export const unpinnedInstall = defineRule({
  id: 'unpinned-install',
  summary: 'A cell that installs a package without a version.',
  category: 'environment',
  severity: 'warning',
  fix: 'suggested',
  since: '0.1.0',
  options: {},
  messages: {
    unpinned: {
      what: '`{packages}` {is} installed in the version of the day.',
      why: 'Whoever runs the notebook next gets another version than the one that made these outputs.',
      how: 'Write the version down, e.g. `{example}`, or install from a file with exact versions.',
    },
  },
  *check({ model }): Generator<Report<'unpinned'>> {
    for (const module of model.modules)
      for (const magic of module.magics)
        for (const command of installsIn(magic, module.source)) {
          const unpinned = command.packages.filter((each) => !isPinned(each, command.program));
          const [first] = unpinned;
          if (!first) continue;
          const names = unpinned.map((each) => each.text);
          const version = versionOf(model, first);
          const fix = pinned(model, unpinned, module.cell, command.program);
          yield {
            message: 'unpinned',
            data: {
              packages: names.length > 4 ? `${names.slice(0, 4).join(' ')} ...` : names.join(' '),
              is: names.length > 1 ? 'are' : 'is',
              example: exampleOf(first, command.program, version),
            },
            at: { cell: module.cell, span: first.span },
            ...(fix ? { fix } : {}),
          };
        }
  },
});

/** What installs others: any recent version will do. */
const TOOLS = new Set(['pip', 'setuptools', 'wheel', 'uv', 'conda', 'mamba']);

function isPinned({ text, distribution }: InstalledPackage, program: 'pip' | 'conda'): boolean {
  if (distribution !== undefined && TOOLS.has(distribution)) return true;
  // `{package}` and `$package` are filled in by IPython.
  if (/[{$]/.test(text)) return true;
  if (distribution === undefined) return !/^(git\+)?https?:\/\//.test(text) || isExactUrl(text) || /@v?\d[\w.]*(#.*)?$/.test(text);
  // conda writes `numpy=1.26`.
  return program === 'conda' ? /\d/.test(text.slice(distribution.length)) : parseRequirement(text)?.pinned === true;
}

function versionOf(model: Model, { distribution }: InstalledPackage): string | undefined {
  return distribution === undefined ? undefined : model.ports.installed?.versions.get(distribution);
}

function exampleOf({ text, distribution }: InstalledPackage, program: 'pip' | 'conda', version: string | undefined): string {
  if (distribution === undefined) return `${text}@<commit>`;
  const name = /^[\w.-]+(\[[\w,\s-]*\])?/.exec(text)?.[0] ?? text;
  return `${name}${program === 'conda' ? '=' : '=='}${version ?? '<version>'}`;
}

/** Pins every package whose installed version is known. */
function pinned(model: Model, packages: readonly InstalledPackage[], cell: number, program: 'pip' | 'conda'): Fix | undefined {
  const edits = packages.flatMap((each): readonly Edit[] => {
    const version = versionOf(model, each);
    return version === undefined ? [] : [{ kind: 'replaceText', at: { cell, span: each.span }, text: exampleOf(each, program, version) }];
  });
  return edits.length === 0 ? undefined : { title: 'Pin at the installed version', kind: 'suggested', edits };
}
