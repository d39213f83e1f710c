// Puts together what all dependency files of a project say.

import type { Declaration, FileProblem, LockedVersion, ProjectFacts } from '../semantics/ports.ts';
import { readIncluded } from './declared.ts';
import type { Locked } from './reading.ts';

/** A file as it was read; nearer files come first. */
export interface ProjectFile {
  readonly path: string;
  readonly text: string;
}

export function projectFacts(files: readonly ProjectFile[], localModules: Iterable<string>): ProjectFacts {
  const declarations: Declaration[] = [];
  const locked = new Map<string, LockedVersion>();
  const read: string[] = [];
  const problems: FileProblem[] = [];
  let python: string | undefined;
  for (const { path, text } of files) {
    python ??= pythonIn(path, text);
    if (isPythonVersion(path)) continue;
    // A file that another includes may have any name; it is one of pip's then.
    const result = readIncluded(path, text);
    if (result.kind === 'invalid') {
      problems.push({ path, line: result.line, expected: result.expected, found: result.found });
      continue;
    }
    read.push(path);
    declarations.push(...result.declared.declarations);
    addLocked(locked, path, result.declared.locked);
  }
  return { declarations, locked, files: read, problems, localModules: new Set(localModules), ...(python === undefined ? {} : { python }) };
}

/** `.python-version`, as pyenv and uv read it. */
export function isPythonVersion(path: string): boolean {
  return (path.split(/[\\/]/).at(-1) ?? path) === '.python-version';
}

/** The lowest version that a file admits: `3.12` in `.python-version`, `>=3.12`, `==3.12.*` or `~=3.12` in a pyproject.toml. */
function pythonIn(path: string, text: string): string | undefined {
  if (isPythonVersion(path)) return /^(?:cpython-)?(3\.\d+(?:\.\d+)?)/m.exec(text)?.[1];
  if (!path.endsWith('pyproject.toml')) return undefined;
  const asked = /^requires-python\s*=\s*["']([^"']+)["']/m.exec(text)?.[1];
  return /(?:>=|==|~=)\s*(3\.\d+)/.exec(asked ?? '')?.[1];
}

/** The nearest file that locks a distribution wins; one file may lock it several times, for several Pythons. */
export function addLocked(locked: Map<string, LockedVersion>, path: string, found: readonly Locked[]): void {
  for (const { name, version } of found) {
    const known = locked.get(name);
    if (!known) locked.set(name, { version, path });
    else if (known.path === path && known.version !== version) locked.set(name, { ...known, also: [...(known.also ?? []), version] });
  }
}
