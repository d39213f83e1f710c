// What makes a finding the same finding after an edit elsewhere: its rule, what it is about, and its cell; never a line number.

import type { Notebook } from '../notebook/notebook.ts';
import type { Finding } from '../rules/rule.ts';

export interface Identity {
  readonly rule: string;
  /** The name that it is about, else its message without numbers, which may count cells and lines. */
  readonly about: string;
  /** The id of its cell, where the file has ids. */
  readonly cell: string | undefined;
  /** Hashes of the cell's lines that are not empty, each once: by these an edited cell is known again. */
  readonly lines: readonly number[];
}

export function identityOf(notebook: Notebook, { rule, data, message, at }: Finding): Identity {
  const { name } = data;
  return {
    rule,
    about: typeof name === 'string' && name !== '' ? name : message.replaceAll(/\d+/g, '#'),
    cell: notebook.cells[at.cell]?.id,
    lines: linesOf(notebook.cells[at.cell]?.source ?? ''),
  };
}

function linesOf(source: string): readonly number[] {
  const lines = source.split('\n').map((each) => each.trim());
  return [...new Set(lines.filter((each) => each !== '').map((each) => hash(each, FIRST)))];
}

/** Counts findings that are otherwise the same, so that each of them has a fingerprint of its own. */
export type Ordinals = Map<string, number>;

/** 16 hexadecimal digits that stay when cells move, and when other cells change. */
export function fingerprintOf(path: string, identity: Pick<Identity, 'rule' | 'about' | 'cell'>, source: string, seen: Ordinals): string {
  const cell = identity.cell ?? source.replaceAll(/\s+/g, ' ').trim();
  const base = [path, identity.rule, identity.about, cell].join('\0');
  const ordinal = seen.get(base) ?? 0;
  seen.set(base, ordinal + 1);
  const text = `${base}\0${ordinal}`;
  return [FIRST, SECOND].map((start) => hash(text, start).toString(16).padStart(8, '0')).join('');
}

const FIRST = 0x811c9dc5;
const SECOND = 0x01234567;

/** FNV-1a, 32 bits, from a start of choice. */
function hash(text: string, start: number): number {
  let value = start;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return value;
}
