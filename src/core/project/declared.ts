// Reads what dependency files declare and lock; one small reader for each format.

import { parse as parseToml, TomlError } from 'smol-toml';
import { parse as parseYaml, YAMLParseError } from 'yaml';

import type { Declaration } from '../semantics/ports.ts';
import { normalised, parseRequirement } from './requirement.ts';

export interface Locked {
  readonly name: string;
  readonly version: string;
}

export interface Declared {
  readonly declarations: readonly Declaration[];
  readonly locked: readonly Locked[];
  /** Files that it refers to (`-r`, `-c`), relative to itself. */
  readonly includes: readonly string[];
}

export type DeclaredResult =
  | { readonly kind: 'declared'; readonly declared: Declared }
  /** A file that cannot be read as what its name says; it never stops a check. */
  | { readonly kind: 'invalid'; readonly path: string; readonly message: string };

type Reader = (path: string, text: string) => Declared;

const NOTHING: Declared = { declarations: [], locked: [], includes: [] };

/** What a file declares, by its name; undefined for a file that is no dependency file. */
export function readDeclared(path: string, text: string): DeclaredResult | undefined {
  const reader = readerFor(path.split(/[\\/]/).at(-1) ?? path);
  if (!reader) return undefined;
  try {
    return { kind: 'declared', declared: reader(path, text) };
  } catch (error) {
    if (!(error instanceof TomlError || error instanceof YAMLParseError || error instanceof SyntaxError)) throw error;
    return { kind: 'invalid', path, message: error.message.split('\n')[0] ?? 'not valid' };
  }
}

function readerFor(name: string): Reader | undefined {
  if (/^(dev-|test-)?(requirements|constraints)([-_.].*)?\.(txt|in)$/.test(name) || name.endsWith('-requirements.txt')) return requirements;
  if (/^pylock(\.[\w-]+)?\.toml$/.test(name)) return packages('packages');
  if (/^conda-lock(\.yml)?$/.test(name) || name.endsWith('.conda-lock.yml')) return condaLock;
  if (/^environment([-_.].*)?\.ya?ml$/.test(name)) return condaEnvironment;
  return READERS[name];
}

const READERS: Readonly<Record<string, Reader>> = {
  'pyproject.toml': pyproject,
  'uv.lock': packages('package'),
  'poetry.lock': packages('package'),
  'pdm.lock': packages('package'),
  'Pipfile.lock': pipfileLock,
  Pipfile: pipfile,
  'setup.cfg': setupCfg,
};

/** Names of files that say which versions are wanted, as a pattern for one folder. */
export function isDependencyFile(name: string): boolean {
  return readerFor(name) !== undefined;
}

function declarationOf(path: string, line: number, written: string): Declaration | undefined {
  const requirement = parseRequirement(written);
  return requirement && { distribution: requirement.distribution, requirement: requirement.text, pinned: requirement.pinned, path, line };
}

/** pip's requirements and constraints files: https://pip.pypa.io/en/stable/reference/requirements-file-format/ */
function requirements(path: string, text: string): Declared {
  const declarations: Declaration[] = [];
  const locked: Locked[] = [];
  const includes: string[] = [];
  let pending = '';
  let first = 1;
  text.split(/\r?\n/).forEach((line, at) => {
    if (pending === '') first = at + 1;
    pending += line.replace(/\\$/, ' ');
    if (line.endsWith('\\')) return;
    const logical = pending.replace(/(^|\s)#.*$/, '').trim();
    pending = '';
    const include = /^(?:-r|--requirement|-c|--constraint)[\s=]+(.+)$/.exec(logical)?.[1];
    if (include !== undefined) includes.push(include.trim());
    if (logical === '' || logical.startsWith('-')) return;
    const hashed = /\s--hash[=\s]/.test(logical);
    const written = logical.replace(/\s--\w[\s\S]*$/, '');
    const declaration = declarationOf(path, first, written);
    if (!declaration) return;
    declarations.push(declaration);
    const version = parseRequirement(written)?.version;
    if (hashed && version !== undefined) locked.push({ name: declaration.distribution, version });
  });
  return { declarations, locked, includes };
}

/** Lockfiles in TOML that list packages with names and versions: uv, poetry, pdm, and PEP 751's pylock. */
function packages(key: string): Reader {
  return (_path, text) => {
    const locked = list(parseToml(text)[key]).flatMap((each) => {
      const [name, version] = [field(each, 'name'), field(each, 'version')];
      return typeof name === 'string' && typeof version === 'string' ? [{ name: normalised(name), version }] : [];
    });
    return { ...NOTHING, locked };
  };
}

/** PEP 621, PEP 735, and poetry's and uv's tables. */
function pyproject(path: string, text: string): Declared {
  const document = parseToml(text);
  const lineOf = (written: string): number => text.slice(0, Math.max(0, text.indexOf(written))).split('\n').length;
  const project = document['project'];
  const listed = [
    ...list(field(project, 'dependencies')),
    ...Object.values(record(field(project, 'optional-dependencies'))).flatMap(list),
    ...Object.values(record(document['dependency-groups'])).flatMap(list),
    ...list(field(field(field(document, 'tool'), 'uv'), 'dev-dependencies')),
  ];
  const declarations = listed.flatMap((each) => (typeof each === 'string' ? (declarationOf(path, lineOf(each), each) ?? []) : []));
  const poetry = field(field(document, 'tool'), 'poetry');
  const groups = Object.values(record(field(poetry, 'group'))).map((each) => field(each, 'dependencies'));
  const tables = [field(poetry, 'dependencies'), field(poetry, 'dev-dependencies'), ...groups];
  for (const table of tables) declarations.push(...poetryTable(path, record(table), lineOf));
  return { ...NOTHING, declarations };
}

/** Poetry's own way: `pandas = "^2.0"`, where a bare `"2.0.1"` means exactly that version. */
function poetryTable(path: string, table: Readonly<Record<string, unknown>>, lineOf: (written: string) => number): Declaration[] {
  return Object.entries(table)
    .filter(([name]) => name !== 'python')
    .map(([name, value]) => {
      const version = typeof value === 'string' ? value : field(value, 'version');
      const shown = typeof version === 'string' ? version : '*';
      const commit = field(value, 'rev');
      return {
        distribution: normalised(name),
        requirement: `${name} ${shown}`,
        pinned: /^(==)?\s*\d[\w.+!]*$/.test(shown) || (typeof commit === 'string' && /^[0-9a-f]{40}$/.test(commit)),
        path,
        line: lineOf(`${name} =`),
      };
    });
}

function pipfile(path: string, text: string): Declared {
  const document = parseToml(text);
  const lineOf = (written: string): number => text.slice(0, Math.max(0, text.indexOf(written))).split('\n').length;
  const declarations = ['packages', 'dev-packages'].flatMap((key) => poetryTable(path, record(document[key]), lineOf));
  return { ...NOTHING, declarations };
}

function pipfileLock(_path: string, text: string): Declared {
  const document: unknown = JSON.parse(text);
  const locked = ['default', 'develop'].flatMap((section) =>
    Object.entries(record(field(document, section))).flatMap(([name, each]) => {
      const version = field(each, 'version');
      return typeof version === 'string' && version.startsWith('==') ? [{ name: normalised(name), version: version.slice(2) }] : [];
    }),
  );
  return { ...NOTHING, locked };
}

/** conda's environment.yml: `- numpy=1.26.4` pins, `- pip:` holds pip's requirements. */
function condaEnvironment(path: string, text: string): Declared {
  const lines = text.split('\n');
  const lineOf = (written: string): number => lines.findIndex((line) => line.includes(written)) + 1;
  const declarations = list(field(parseYaml(text), 'dependencies')).flatMap((each) => {
    if (typeof each === 'string') return condaSpec(path, each, lineOf(each));
    return list(field(each, 'pip')).flatMap((one) => (typeof one === 'string' ? (declarationOf(path, lineOf(one), one) ?? []) : []));
  });
  return { ...NOTHING, declarations };
}

function condaSpec(path: string, written: string, line: number): Declaration[] {
  const match = /^(?:[\w./-]+::)?([\w.-]+)\s*(.*)$/.exec(written.trim());
  if (!match) return [];
  const [, name = '', specifier = ''] = match;
  // One `=` with a whole version and two `=` mean this version; `=1.26` alone means any of 1.26.
  const pinned = /^={1,2}\s*\d+(\.\w+){2,}(=[\w*]+)?$/.test(specifier) || /^==\s*\d[\w.]*$/.test(specifier);
  return [{ distribution: normalised(name), requirement: written, pinned, path, line }];
}

/** conda-lock's unified file. */
function condaLock(_path: string, text: string): Declared {
  const locked = list(field(parseYaml(text), 'package')).flatMap((each) => {
    const [name, version] = [field(each, 'name'), field(each, 'version')];
    return typeof name === 'string' && typeof version === 'string' ? [{ name: normalised(name), version }] : [];
  });
  return { ...NOTHING, locked };
}

/** `install_requires` of setup.cfg. */
function setupCfg(path: string, text: string): Declared {
  const declarations: Declaration[] = [];
  let inside = false;
  text.split(/\r?\n/).forEach((line, at) => {
    if (/^\S/.test(line)) inside = /^install_requires\s*=/.test(line);
    const written = line.replace(/^install_requires\s*=/, '').trim();
    const declaration = inside && written !== '' && !written.startsWith('#') ? declarationOf(path, at + 1, written) : undefined;
    if (declaration) declarations.push(declaration);
    if (line.startsWith('[')) inside = false;
    if (/^\s*install_requires/.test(line)) inside = true;
  });
  return { ...NOTHING, declarations };
}

function field(value: unknown, key: string): unknown {
  return record(value)[key];
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
