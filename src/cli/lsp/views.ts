// What a client has opened, as the core sees it: a notebook document, or a text document that holds a notebook.

import type { NotebookCell, NotebookDocument, Position, Range, TextEdit } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';

import { fieldsOf, languageOf } from '../../core/notebook/language.ts';
import type { Cell, Notebook, ReadProblem } from '../../core/notebook/notebook.ts';
import { physicalOf, type CellOffset } from '../../core/notebook/physical.ts';
import { readNotebook } from '../../core/notebook/read.ts';
import { applyEdits } from '../../core/notebook/write.ts';
import type { Edit } from '../../core/text/edit.ts';
import { lineStartsOf, rangeOf, type Place } from '../../core/text/span.ts';
import { textEdits } from './text-edits.ts';

/** Edits of one of the client's documents. */
export interface DocumentEdits {
  readonly uri: string;
  readonly version: number;
  readonly edits: readonly TextEdit[];
}

/** `editFile` edits are of other files, and no business of a view. */
export type OwnEdit = Exclude<Edit, { readonly kind: 'editFile' }>;

export interface View {
  /** Of the notebook, or of the text document. */
  readonly uri: string;
  readonly notebook: Notebook;
  /** The client's documents that findings are shown in, by URI, with their versions. */
  readonly documents: ReadonlyMap<string, number>;
  /** Another text for every cell that keeps its identity while others come and go. */
  keyOf(cell: number): string;
  locate(place: Place): { readonly uri: string; readonly range: Range } | undefined;
  placeAt(uri: string, position: Position): CellOffset | undefined;
  /** Undefined for what cannot be said as edits of texts: the protocol has none for the cells of a notebook. */
  edited(edits: readonly OwnEdit[]): readonly DocumentEdits[] | undefined;
}

export type Opened =
  | { readonly kind: 'view'; readonly view: View }
  /** A text that should hold a notebook, and does not. */
  | { readonly kind: 'invalid'; readonly uri: string; readonly version: number; readonly problem: ReadProblem }
  /** Nothing that we speak of. */
  | { readonly kind: 'other' };

/** A notebook document; undefined texts of cells, which a client may not send, are empty. */
export function openedNotebook(document: NotebookDocument, path: string, textOf: (cell: NotebookCell) => TextDocument | undefined): Opened {
  const texts = document.cells.map(textOf);
  const metadata = fieldsOf(document.metadata);
  const isPython = texts.some((each, at) => document.cells[at]?.kind === CODE && each?.languageId === 'python');
  if (!isPython && languageOf(metadata) !== 'python') return { kind: 'other' };
  const cells = document.cells.map((each, index) => toCell(each, index, texts[index]));
  const notebook: Notebook = {
    path,
    format: 'ipynb',
    nbformat: 4,
    nbformatMinor: 5,
    language: 'python',
    cells,
    metadata,
  };
  const uriOf = (cell: number): string | undefined => document.cells[cell]?.document;
  const rangeIn = ({ cell, span }: Place): Range => rangeOf(lineStartsOf(cells[cell]?.source ?? ''), span);
  const view: View = {
    uri: document.uri,
    notebook,
    documents: new Map(document.cells.map((each, at) => [each.document, texts[at]?.version ?? 0])),
    keyOf: (cell) => uriOf(cell) ?? '',
    locate: (place) => {
      const uri = uriOf(place.cell);
      return uri === undefined ? undefined : { uri, range: rangeIn(place) };
    },
    placeAt: (uri, { line, character }) => {
      const cell = document.cells.findIndex((each) => each.document === uri);
      const { source = '' } = cells[cell] ?? {};
      return cell === -1 ? undefined : { cell, offset: Math.min((lineStartsOf(source)[line] ?? source.length) + character, source.length) };
    },
    edited: (edits) => {
      const byCell = new Map<string, { version: number; edits: TextEdit[] }>();
      for (const edit of edits) {
        const uri = edit.kind === 'replaceText' ? uriOf(edit.at.cell) : undefined;
        if (edit.kind !== 'replaceText' || uri === undefined) return undefined;
        const known = byCell.get(uri) ?? { version: texts[edit.at.cell]?.version ?? 0, edits: [] };
        known.edits.push({ range: rangeIn(edit.at), newText: edit.text });
        byCell.set(uri, known);
      }
      return [...byCell].map(([uri, each]) => ({ uri, ...each }));
    },
  };
  return { kind: 'view', view };
}

/** `NotebookCellKind.Code` */
const CODE = 2;

function toCell(cell: NotebookCell, index: number, text: TextDocument | undefined): Cell {
  const metadata = fieldsOf(cell.metadata);
  const { tags } = metadata;
  const language = text?.languageId ?? 'python';
  return {
    index,
    id: undefined,
    kind: cell.kind !== CODE ? 'markdown' : language === 'raw' ? 'raw' : 'code',
    language,
    source: (text?.getText() ?? '').replaceAll(/\r\n?/g, '\n'),
    executionCount: cell.executionSummary?.executionOrder ?? null,
    tags: Array.isArray(tags) ? tags.filter((each) => typeof each === 'string') : [],
    outputs: [],
    metadata,
    fileLines: [],
  };
}

/** A text document: an .ipynb file as JSON, a percent file, or the code of all cells, which JupyterLab sends under the name of the notebook. */
export function openedText(document: TextDocument, path: string): Opened {
  const { uri, version } = document;
  const text = document.getText();
  const isNotebook = /\.ipynb$/i.test(path);
  if (isNotebook && !/^\uFEFF?\s*([{[]|$)/.test(text)) return { kind: 'view', view: joinedView(document, path) };
  if (!isNotebook && !/\.pyw?$/i.test(path) && document.languageId !== 'python') return { kind: 'other' };
  const result = readNotebook(isNotebook ? path : path.replace(/(\.pyw?)?$/i, (ending) => ending || '.py'), text);
  if (result.kind === 'invalid') return text.trim() === '' ? { kind: 'other' } : { kind: 'invalid', uri, version, problem: result.problem };
  if (result.kind === 'skipped') return { kind: 'other' };
  const { notebook } = result;
  const physical = physicalOf(text, notebook);
  return { kind: 'view', view: textView(document, notebook, physical, (edits) => textEdits(text, applyEdits(text, notebook, edits))) };
}

/** All cells in one text are one cell: where each begins is not said. */
function joinedView(document: TextDocument, path: string): View {
  const source = document.getText().replaceAll(/\r\n?/g, '\n');
  const cell: Cell = {
    index: 0,
    id: undefined,
    kind: 'code',
    language: 'python',
    source,
    executionCount: null,
    tags: [],
    outputs: [],
    metadata: {},
    fileLines: source.split('\n').map((_, at) => at + 1),
  };
  const notebook: Notebook = { path, format: 'percent', nbformat: 4, nbformatMinor: 5, language: 'python', cells: [cell], metadata: {} };
  const physical = physicalOf(source, notebook);
  const edited = (edits: readonly OwnEdit[]): readonly TextEdit[] | undefined =>
    edits.every((each) => each.kind === 'replaceText')
      ? edits.flatMap((each) =>
          each.kind === 'replaceText' ? [{ range: rangeOf(lineStartsOf(source), each.at.span), newText: each.text }] : [],
        )
      : undefined;
  return textView(document, notebook, physical, edited);
}

function textView(
  { uri, version }: TextDocument,
  notebook: Notebook,
  physical: ReturnType<typeof physicalOf>,
  edited: (edits: readonly OwnEdit[]) => readonly TextEdit[] | undefined,
): View {
  return {
    uri,
    notebook,
    documents: new Map([[uri, version]]),
    // Cells of a text have no identity but their text: one that moved is found again by it.
    keyOf: (cell) => notebook.cells[cell]?.source ?? '',
    locate: (place) => {
      const range = physical.rangeOf(place);
      return range && { uri, range };
    },
    placeAt: (_uri, position) => physical.placeAt(position),
    edited: (edits) => {
      const found = edited(edits);
      return found && [{ uri, version, edits: found }];
    },
  };
}
