// What was found, as text for people.

import { plural } from '../../core/report/checked.ts';
import type { Examined, Tool } from './examine.ts';

const WHY: Readonly<Record<Examined['python']['why'], string>> = {
  named: '--python names it',
  'active environment': 'its environment is active',
  '.venv': 'a .venv lies here or above',
  PATH: 'no environment is active and no .venv lies here or above, so it is the one on PATH',
};

/** What each tool is for, said where it is missing. */
const MISSING: Readonly<Record<keyof Examined['tools'], string>> = {
  uv: '`nbship export` installs it into an environment of its own when it locks',
  git: '`nbship check --staged` and `--since` need it, and exports record no commit',
  dvc: 'only exports with `--with dvc` need it, to fetch their data',
  ruff: 'exported code is formatted through uv, or left as it is',
};

export function examinedText(found: Examined, shownAs: string): string {
  const { python, tools, configuration, dependencies } = found;
  const names = ['uv', 'git', 'dvc', 'ruff'] as const;
  const rows: readonly (readonly [string, string])[] = [
    ['nbship', found.nbship],
    ['node', `${found.node.version} (${found.node.path})`],
    ['python', `${pythonText(python)}: ${WHY[python.why]}`],
    ...names.map((each) => [each, toolText(tools[each], MISSING[each])] as const),
    ['repository', found.repository ?? 'none'],
    ['configuration', `${configuration.path ?? 'none, the defaults hold'}; ${plural(configuration.rules, 'rule')} on`],
    ['dependencies', dependenciesText(dependencies)],
    ['notebooks', `${found.notebooks} in ${shownAs}`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const problems = found.problems.map((each) => `  ${each}\n`).join('');
  const end = problems === '' ? 'Nothing is broken.\n' : `Broken:\n${problems}`;
  return `${rows.map(([name, text]) => `${name.padEnd(width)}  ${text}\n`).join('')}\n${end}`;
}

function pythonText({ path, version, packages }: Examined['python']): string {
  return version === null ? `${path}, which does not run` : `${version}, with ${plural(packages, 'package')} (${path})`;
}

function toolText(tool: Tool, missing: string): string {
  return tool.found ? `${tool.version} (${tool.where === 'PATH' ? 'on PATH' : `in ${tool.where}`})` : `not found; ${missing}`;
}

/** E.g. `requirements.txt, uv.lock: 12 declared, 3 of them pinned; 140 locked`. */
function dependenciesText({ files, declared, pinned, locked }: Examined['dependencies']): string {
  if (files.length === 0) return 'no file declares any: nothing fixes the versions of what is imported';
  return `${files.join(', ')}: ${declared} declared, ${pinned} of them pinned; ${locked} locked`;
}
