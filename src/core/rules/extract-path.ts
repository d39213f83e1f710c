// Puts a path that is written into the code into one variable, in a cell of its own behind the imports.

import type { Model } from '../semantics/model.ts';
import type { Edit } from '../text/edit.ts';
import { literalsIn, type Literal } from './literals.ts';
import { freeName } from './rename.ts';
import type { Fix } from './rule.ts';

/** Undefined where the path is nowhere written as a plain text, or once and as the value of a variable already. */
export function extractPath(model: Model, path: string): Fix | undefined {
  const uses = literalsIn(model).filter((each) => each.value === path);
  const [first] = uses;
  if (!first || (uses.length === 1 && isHeld(first))) return undefined;
  const name = nameFor(model, path);
  const { cell, span } = first.at;
  const written = model.notebook.cells[cell]?.source.slice(span.start, span.end) ?? '';
  return {
    title: `Put the path into a variable: ${name}`,
    kind: 'suggested',
    edits: [
      { kind: 'insertCell', before: Math.min(behindImports(model), cell), source: `${name} = ${written}` },
      ...uses.map(({ at }): Edit => ({ kind: 'replaceText', at, text: name })),
    ],
  };
}

/** A variable of the notebook is all that the path, or the folder that it lies in, is written for. */
export function isInVariable(model: Model, path: string): boolean {
  const written = literalsIn(model).filter(({ value }) => value.length > 1 && path.startsWith(value));
  return written.length > 0 && written.every(isHeld);
}

/** The value of `NAME = 'path'` at top level. */
function isHeld({ statement, node }: Literal): boolean {
  return statement.nodeType === 'Assign' && 'value' in statement && statement.value === node;
}

/** `TRAIN_PATH` for `/kaggle/input/titanic/train.csv`. */
function nameFor(model: Model, path: string): string {
  const base = path.split(/[\\/]/).findLast((each) => each !== '') ?? '';
  const word = base
    .replace(/\.\w+$/, '')
    .replaceAll(/\W+/g, '_')
    .replaceAll(/^[\d_]+|_+$/g, '');
  const name = `${word === '' ? 'DATA' : word.toUpperCase()}_PATH`;
  const isTaken = model.document.events.some((each) => (each.kind === 'bind' || each.kind === 'use') && each.name === name);
  return isTaken ? freeName(model, name) : name;
}

/** The index behind the first cells that import. */
function behindImports(model: Model): number {
  const importing = new Set(model.imports.map((each) => each.at.cell));
  const cells = model.modules.filter((each) => each.items.length > 0).map((each) => each.cell);
  const first = cells.findIndex((each) => importing.has(each));
  if (first === -1) return cells[0] ?? 0;
  const behind = cells.findIndex((each, at) => at > first && !importing.has(each));
  return (cells[(behind === -1 ? cells.length : behind) - 1] ?? 0) + 1;
}
