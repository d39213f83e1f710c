// Puts together what all dependency files of a project say.

import type { Declaration, FileProblem, ProjectFacts } from '../semantics/ports.ts';
import { readIncluded } from './declared.ts';

/** A file as it was read; nearer files come first. */
export interface ProjectFile {
  readonly path: string;
  readonly text: string;
}

export function projectFacts(files: readonly ProjectFile[], localModules: Iterable<string>): ProjectFacts {
  const declarations: Declaration[] = [];
  const locked = new Map<string, { version: string; path: string }>();
  const read: string[] = [];
  const problems: FileProblem[] = [];
  for (const { path, text } of files) {
    // A file that another includes may have any name; it is one of pip's then.
    const result = readIncluded(path, text);
    if (result.kind === 'invalid') {
      problems.push({ path, line: result.line, expected: result.expected, found: result.found });
      continue;
    }
    read.push(path);
    declarations.push(...result.declared.declarations);
    for (const { name, version } of result.declared.locked) if (!locked.has(name)) locked.set(name, { version, path });
  }
  return { declarations, locked, files: read, problems, localModules: new Set(localModules) };
}
