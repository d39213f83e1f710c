// Reads what pyproject.toml and Pipfile ask for: PEP 621, PEP 735, and the tables of poetry, uv, pdm, hatch and pipenv.

import { parse as parseToml } from 'smol-toml';

import type { Declaration } from '../semantics/ports.ts';
import { declarationOf, field, list, NOTHING, record, strings, type Declared } from './reading.ts';
import { isExactUrl, normalised } from './requirement.ts';
import { lineOfKey, lineOfString } from './toml-lines.ts';

export function pyproject(path: string, text: string): Declared {
  const document = parseToml(text);
  const project = document['project'];
  const tool = document['tool'];
  const listed = (header: string, value: unknown): readonly Declaration[] =>
    strings(value).flatMap((each) => declarationOf(path, lineOfString(text, header, each), each));
  const groups = (header: string, value: unknown): readonly Declaration[] =>
    Object.values(record(value)).flatMap((each) => listed(header, each));
  const hatch = Object.entries(record(field(tool, 'hatch', 'envs')));
  const declarations = [
    ...listed('project', field(project, 'dependencies')),
    ...groups('project.optional-dependencies', field(project, 'optional-dependencies')),
    // A table in a group includes another group of the same file, which is read anyway.
    ...groups('dependency-groups', document['dependency-groups']),
    ...['dev-dependencies', 'constraint-dependencies', 'override-dependencies'].flatMap((each) =>
      listed('tool.uv', field(tool, 'uv', each)),
    ),
    ...groups('tool.pdm.dev-dependencies', field(tool, 'pdm', 'dev-dependencies')),
    ...hatch.flatMap(([name, each]) => [
      ...listed(`tool.hatch.envs.${name}`, field(each, 'dependencies')),
      ...listed(`tool.hatch.envs.${name}`, field(each, 'extra-dependencies')),
    ]),
    ...poetry(path, text, field(tool, 'poetry')),
  ];
  const sources = record(field(tool, 'uv', 'sources'));
  const dynamic = field(tool, 'setuptools', 'dynamic', 'dependencies', 'file');
  return {
    ...NOTHING,
    declarations: declarations.map((each) => withSource(each, sources)),
    includes: typeof dynamic === 'string' ? [dynamic] : strings(dynamic),
  };
}

/** `[tool.uv.sources]` says where a package comes from instead of the index: one commit, one file, a folder of the project. */
function withSource(declaration: Declaration, sources: Readonly<Record<string, unknown>>): Declaration {
  const found = Object.entries(sources).find(([name]) => normalised(name) === declaration.distribution)?.[1];
  const each = Array.isArray(found) ? list(found) : [found];
  const isFixed = (source: unknown): boolean => field(source, 'index') === undefined && isPinned(source);
  return found !== undefined && each.every(isFixed) ? { ...declaration, pinned: true } : declaration;
}

function poetry(path: string, text: string, value: unknown): readonly Declaration[] {
  const groups = Object.entries(record(field(value, 'group')));
  return [
    ...table(path, text, 'tool.poetry.dependencies', field(value, 'dependencies')),
    ...table(path, text, 'tool.poetry.dev-dependencies', field(value, 'dev-dependencies')),
    ...groups.flatMap(([name, each]) => table(path, text, `tool.poetry.group.${name}.dependencies`, field(each, 'dependencies'))),
  ];
}

/** Pipenv's file: https://pipenv.pypa.io/en/latest/pipfile.html; every table but its own three holds packages. */
export function pipfile(path: string, text: string): Declared {
  const document = parseToml(text);
  const tables = Object.keys(document).filter((each) => !['source', 'requires', 'pipenv', 'scripts'].includes(each));
  return { ...NOTHING, declarations: tables.flatMap((header) => table(path, text, header, document[header])) };
}

/**
 * A table of names with versions: `pandas = "^2.0"`, `x = {git = "...", rev = "..."}`, several constraints in a list.
 * A bare `"2.0.1"` means exactly that version: https://python-poetry.org/docs/dependency-specification/
 */
function table(path: string, text: string, header: string, value: unknown): readonly Declaration[] {
  return Object.entries(record(value))
    .filter(([name]) => name !== 'python')
    .map(([name, wanted]) => {
      const each = Array.isArray(wanted) ? list(wanted) : [wanted];
      return {
        distribution: normalised(name),
        requirement: `${name} ${each.map(shownOf).join(' | ')}`,
        pinned: each.every(isPinned),
        path,
        line: lineOfKey(text, header, name),
      };
    });
}

function shownOf(wanted: unknown): string {
  if (typeof wanted === 'string') return wanted;
  const shown = [field(wanted, 'version'), field(wanted, 'git'), field(wanted, 'url'), field(wanted, 'file'), field(wanted, 'path')];
  return shown.find((each) => typeof each === 'string') ?? '*';
}

function isPinned(wanted: unknown): boolean {
  const [commit, address] = [field(wanted, 'rev') ?? field(wanted, 'ref'), field(wanted, 'url') ?? field(wanted, 'file')];
  if (typeof commit === 'string') return /^[0-9a-f]{7,40}$/.test(commit);
  if (typeof address === 'string') return isExactUrl(address);
  // A folder beside the project is no version that an index chooses.
  if (typeof field(wanted, 'path') === 'string' || field(wanted, 'workspace') === true) return true;
  return /^(={2,3})?\s*\d[\w.+!-]*$/.test(shownOf(wanted));
}
