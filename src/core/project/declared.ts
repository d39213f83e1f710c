// Reads what a dependency file declares and locks, by the file's name.

import { TomlError } from 'smol-toml';
import { YAMLParseError } from 'yaml';

import { condaEnvironment, condaList, isCondaList } from './conda.ts';
import { condaLock, pipfileLock, tomlLock } from './locks.ts';
import { pipfile, pyproject } from './pyproject.ts';
import { NOTHING, type Declared, type Reader } from './reading.ts';
import { requirementsFile } from './requirements-file.ts';
import { setupCfg } from './setup-cfg.ts';

export type DeclaredResult =
  | { readonly kind: 'declared'; readonly declared: Declared }
  /** A file that cannot be read as what its name says; it never stops a check. `line` is 1-based. */
  | { readonly kind: 'invalid'; readonly path: string; readonly line: number; readonly expected: string; readonly found: string };

interface Format {
  /** What a sound file of this name holds, e.g. `TOML`. */
  readonly language: string;
  readonly read: Reader;
}

const FORMATS: Readonly<Record<string, Format>> = {
  'pyproject.toml': { language: 'TOML', read: pyproject },
  Pipfile: { language: 'TOML', read: pipfile },
  'uv.lock': { language: 'TOML', read: tomlLock('package') },
  'poetry.lock': { language: 'TOML', read: tomlLock('package') },
  'pdm.lock': { language: 'TOML', read: tomlLock('package') },
  'Pipfile.lock': { language: 'JSON', read: pipfileLock },
  'setup.cfg': { language: 'INI', read: setupCfg },
};

/** What conda lists is often kept under pip's name, `requirements.txt`. */
const PIP: Format = {
  language: 'requirements',
  read: (path, text) => (isCondaList(text) ? condaList(path, text) : requirementsFile(path, text)),
};

const CONDA_LIST: Format = {
  language: "conda's list of packages",
  read: (path, text) => (isCondaList(text) ? condaList(path, text) : NOTHING),
};

/** Names that vary: `requirements-dev.txt`, `dev_requirements.txt`, `pylock.study.toml`, `environment.gpu.yml`. */
function formatOf(name: string): Format | undefined {
  if (/^([\w.-]*[-_.])?(requirements?|constraints?)([-_.\d][\w.-]*)?\.(txt|in)$/i.test(name)) return PIP;
  if (name.endsWith('.py.lock')) return { language: 'TOML', read: tomlLock('package') };
  if (/^pylock(\.[\w-]+)?\.toml$/.test(name)) return { language: 'TOML', read: tomlLock('packages') };
  if (/^(spec[-_]?(file|list)|explicit|package[-_]list)([-_.][\w.-]*)?\.txt$|^conda-(linux|osx|win)-\w+\.lock$/i.test(name))
    return CONDA_LIST;
  if (/^([\w.-]*\.)?conda-lock\.ya?ml$/.test(name)) return { language: 'YAML', read: condaLock };
  if (/^(conda[-_])?(environment|env)([-_.][\w.-]*)?\.(ya?ml|json)$|^conda-(linux|osx|win)-\w+\.lock\.ya?ml$/i.test(name))
    return { language: 'YAML', read: condaEnvironment };
  return Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
}

/** Whether a file of this name may say which versions a project wants; `study.py.lock` is of that script alone. */
export function isDependencyFile(name: string): boolean {
  return formatOf(name) !== undefined && !name.endsWith('.py.lock');
}

/** What a file declares, by its name; undefined for a file that is no dependency file. */
export function readDeclared(path: string, text: string): DeclaredResult | undefined {
  const format = formatOf(path.split(/[\\/]/).at(-1) ?? path);
  return format && readAs(format, path, text);
}

/** Reads a file as one of pip's, whatever its name: another one includes it. */
export function readIncluded(path: string, text: string): DeclaredResult {
  return readDeclared(path, text) ?? readAs(PIP, path, text);
}

function readAs(format: Format, path: string, text: string): DeclaredResult {
  try {
    return { kind: 'declared', declared: format.read(path, text) };
  } catch (error) {
    const problem = { kind: 'invalid', path, expected: `valid ${format.language}` } as const;
    if (error instanceof TomlError) return { ...problem, line: error.line, found: firstLine(error.message) };
    if (error instanceof YAMLParseError) return { ...problem, line: error.linePos?.[0].line ?? 1, found: firstLine(error.message) };
    if (error instanceof SyntaxError) return { ...problem, line: 1, found: firstLine(error.message) };
    throw error;
  }
}

function firstLine(message: string): string {
  return message.split('\n')[0]?.replace(/:$/, '') ?? message;
}
