// Reads pip's requirements and constraints files: https://pip.pypa.io/en/stable/reference/requirements-file-format/

import type { Declaration } from '../semantics/ports.ts';
import { condaSpec } from './conda.ts';
import { declarationOf, type Declared, type Locked } from './reading.ts';
import { isExactUrl, normalised, parseRequirement } from './requirement.ts';

export interface LogicalLine {
  readonly text: string;
  /** 1-based physical lines on which it begins and ends. */
  readonly line: number;
  /** The physical line, where it is one. */
  readonly written: string | undefined;
  readonly lastLine: number;
}

export function requirementsFile(path: string, text: string): Declared {
  const declarations: Declaration[] = [];
  const locked: Locked[] = [];
  const includes: string[] = [];
  for (const logical of logicalLines(text)) {
    const include = /^(?:-r|--requirement|-c|--constraint)[\s=]*(.+)$/.exec(logical.text)?.[1];
    if (include !== undefined) {
      includes.push(include.trim());
      continue;
    }
    const written = requirementIn(logical);
    const found = declaredIn(path, logical.line, written);
    const line = logical.written === undefined ? {} : { written: logical.written };
    declarations.push(...found.map((each) => ({ ...each, ...line })), ...fromAddress(path, logical.line, written));
    const version = found.length > 0 && /\s--hash[=\s]/.test(logical.text) ? parseRequirement(written)?.version : undefined;
    for (const each of found) if (version !== undefined) locked.push({ name: each.distribution, version });
  }
  return { declarations, locked, includes };
}

/** Without `--hash`, `--config-settings` and the like, which belong to pip. */
export function requirementIn({ text }: LogicalLine): string {
  return text.replace(/\s--\w[\s\S]*$/, '').trim();
}

function declaredIn(path: string, line: number, written: string): readonly Declaration[] {
  if (written.startsWith('-e') || written.startsWith('--') || isAddress(written)) return [];
  // `conda export --format=requirements` writes `numpy=1.21.0`, which pip does not read.
  return /^[\w.-]+=[^=]/.test(written) ? condaSpec(path, written, line) : declarationOf(path, line, written);
}

/** Lines joined over `\`, without comments; as pip does, a comment ends a continuation. */
export function* logicalLines(text: string): Generator<LogicalLine> {
  let pending = '';
  let first = 1;
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  for (const [at, line] of lines.entries()) {
    if (pending === '') first = at + 1;
    const comment = /^\s*#/.test(line);
    const goesOn = line.endsWith('\\') && !comment && at < lines.length - 1;
    pending += comment ? line : line.replace(/\\$/, ' ');
    if (goesOn) continue;
    const logical = pending.replace(/(^|\s)#.*$/, '').trim();
    pending = '';
    if (logical !== '') yield { text: logical, line: first, lastLine: at + 1, written: first === at + 1 ? line : undefined };
  }
}

function isAddress(written: string): boolean {
  return /^[\w+.-]+:\/\//.test(written) || /^[./]/.test(written) || /^[^\s@]+\.(whl|tar\.gz|zip)$/.test(written);
}

/** `-e git+https://host/x@COMMIT#egg=x` and bare wheels name their distribution in the address. */
function fromAddress(path: string, line: number, written: string): readonly Declaration[] {
  const address = written.replace(/^(-e|--editable)[\s=]+/, '').split(/\s/)[0] ?? '';
  if (!isAddress(address)) return [];
  const name = /[#&]egg=([\w.-]+)/.exec(address)?.[1] ?? /([A-Za-z0-9][\w.]*)-\d[^/]*\.whl(#.*)?$/.exec(address)?.[1];
  if (name === undefined) return [];
  return [{ distribution: normalised(name), requirement: address, pinned: isExactUrl(address), path, line }];
}
