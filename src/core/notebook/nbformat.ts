// Reads nbformat 3 and 4 into the notebook that all of nbship sees, checking what it needs and no more.

import * as z from 'zod/mini';
import { cellLanguage, fieldsOf, languageOf } from './language.ts';
import { lineOfPath, parseJson } from './json.ts';
import { type CellLayout, layoutOf } from './layout.ts';
import { fileLinesOf, normalized } from './lines.ts';
import type { Cell, CellKind, Notebook, ReadProblem, ReadResult } from './notebook.ts';
import { readOutput } from './outputs.ts';

type Fields = Readonly<Record<string, unknown>>;

const sourceSchema = z.union([z.string(), z.array(z.string())], { error: 'a string or a list of strings' });
const cellSchema = z.looseObject(
  { cell_type: z.string({ error: '"code", "markdown" or "raw"' }), source: z.optional(sourceSchema), input: z.optional(sourceSchema) },
  { error: 'a cell object' },
);
const cellsSchema = z.array(cellSchema, { error: 'a list of cells' });
const notebookSchema = z.looseObject({ cells: cellsSchema }, { error: 'a notebook object' });
const worksheetsSchema = z.looseObject(
  { worksheets: z.array(z.looseObject({ cells: cellsSchema }, { error: 'a worksheet object' }), { error: 'a list of worksheets' }) },
  { error: 'a notebook object' },
);

const knownKinds = new Set(['code', 'markdown', 'raw', 'heading']);

type CellData = z.infer<typeof cellSchema>;

/** Reads the text of an .ipynb file. Never throws; what cannot be read is a problem with its place. */
export function readIpynb(path: string, text: string): ReadResult {
  const json = parseJson(text);
  if (!json.ok) return { kind: 'invalid', problem: { path, ...json.problem } };
  const invalid = (jsonPath: readonly (string | number)[], expected: string): ReadResult => ({
    kind: 'invalid',
    problem: problemAt(path, text, json.value, jsonPath, expected),
  });
  const fields = fieldsOf(json.value);
  const version = fields['nbformat'];
  if (Object.keys(fields).length === 0 && !isEmptyObject(json.value)) return invalid([], 'a notebook object');
  if (version !== 3 && version !== 4) return invalid(['nbformat'], '3 or 4');
  const checked = checkedCells(json.value, 'cells' in fields || version === 4 ? !('worksheets' in fields && !('cells' in fields)) : false);
  if (!checked.ok) return invalid(checked.path, checked.expected);
  // Cells of kinds that come with a later nbformat may have no source.
  const missing = checked.cells.findIndex(
    (cell) => knownKinds.has(cell.cell_type) && cell.source === undefined && cell.input === undefined,
  );
  if (missing !== -1) return invalid([...(checked.paths[missing] ?? []), 'source'], 'a string or a list of strings');
  return notebookOf(path, text, fields, version, checked.cells);
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function notebookOf(path: string, text: string, fields: Fields, nbformat: number, data: readonly CellData[]): ReadResult {
  const metadata = fieldsOf(fields['metadata']);
  const language = languageOf(metadata);
  if (language !== 'python') return { kind: 'skipped', path, reason: `its kernel's language is ${language}` };
  const layouts = layoutOf(text).flatMap((each) => each.cells);
  const cells = data.map((cell, index) => readCell(cell, index, layouts[index], language));
  const minor = fields['nbformat_minor'];
  const nbformatMinor = typeof minor === 'number' && Number.isInteger(minor) ? minor : 0;
  const notebook: Notebook = { path, format: 'ipynb', nbformat, nbformatMinor, language, cells, metadata };
  return { kind: 'notebook', notebook };
}

type Checked =
  | { readonly ok: true; readonly cells: readonly CellData[]; readonly paths: readonly (readonly (string | number)[])[] }
  | { readonly ok: false; readonly path: readonly (string | number)[]; readonly expected: string };

function checkedCells(value: unknown, isFlat: boolean): Checked {
  const flat = isFlat ? z.safeParse(notebookSchema, value) : undefined;
  if (flat?.success === true) return { ok: true, cells: flat.data.cells, paths: flat.data.cells.map((_, at) => ['cells', at]) };
  const sheets = isFlat ? undefined : z.safeParse(worksheetsSchema, value);
  if (sheets?.success === true) {
    const all = sheets.data.worksheets.flatMap((sheet, at) =>
      sheet.cells.map((cell, inner) => ({ cell, path: ['worksheets', at, 'cells', inner] })),
    );
    return { ok: true, cells: all.map((each) => each.cell), paths: all.map((each) => each.path) };
  }
  const issue = (flat ?? sheets)?.error?.issues[0];
  const path = (issue?.path ?? []).map((step) => (typeof step === 'symbol' ? String(step) : step));
  return { ok: false, path, expected: issue?.message ?? 'a notebook' };
}

/** A problem at a path of the JSON, with what really stands there. */
function problemAt(path: string, text: string, value: unknown, steps: readonly (string | number)[], expected: string): ReadProblem {
  const line = lineOfPath(text, steps);
  const jsonPath = steps.map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`)).join('');
  const found = describe(
    steps.reduce<unknown>((inner, step) => (Array.isArray(inner) ? inner[Number(step)] : fieldsOf(inner)[String(step)]), value),
  );
  return { path, jsonPath, ...(line === undefined ? {} : { line }), expected, found };
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    const odd = items.find((each) => typeof each !== 'string');
    return odd === undefined ? 'a list' : `a list with ${Array.isArray(odd) ? 'a list' : describe(odd)} in it`;
  }
  if (typeof value === 'object') return 'an object';
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}

function readCell(data: CellData, index: number, layout: CellLayout | undefined, notebookLanguage: string): Cell {
  const metadata = fieldsOf(data['metadata']);
  const raw = (data.cell_type === 'code' ? (data.input ?? data.source) : (data.source ?? data.input)) ?? '';
  const pieces = typeof raw === 'string' ? [raw] : raw;
  const heading = data.cell_type === 'heading' ? `${'#'.repeat(headingLevel(data['level']))} ` : '';
  const source = heading + normalized(pieces.join(''));
  const kind = kindOf(data.cell_type);
  const language = kind === 'code' ? cellLanguage(data, metadata, notebookLanguage) : kind;
  const tags = metadata['tags'];
  const outputs = Array.isArray(data['outputs']) && kind === 'code' ? data['outputs'] : [];
  return {
    index,
    id: typeof data['id'] === 'string' ? data['id'] : undefined,
    kind,
    language,
    source,
    executionCount: countOf(data['execution_count'] ?? data['prompt_number']),
    tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [],
    outputs: outputs.flatMap((output) => readOutput(fieldsOf(output))),
    metadata,
    fileLines: fileLinesOf(pieces, layout?.lines ?? []),
  };
}

function kindOf(type: string): CellKind {
  if (type === 'code') return 'code';
  return type === 'markdown' || type === 'heading' ? 'markdown' : 'raw';
}

function headingLevel(level: unknown): number {
  return typeof level === 'number' && level >= 1 && level <= 6 ? Math.floor(level) : 1;
}

function countOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null;
}
