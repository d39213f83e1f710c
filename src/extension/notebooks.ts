// An open notebook of the editor as the core sees it.

import * as vscode from 'vscode';

import { fieldsOf, languageOf } from '../core/notebook/language.ts';
import type { LiveFacts } from '../core/semantics/ports.ts';
import type { Cell, CellKind, Notebook, Output } from '../core/notebook/notebook.ts';

/** The notebook type of .ipynb files, of VS Code's own serializer. */
export const NOTEBOOK_TYPE = 'jupyter-notebook';

/** Which cells the extension speaks about. A scheme would be matched against the notebook, not the cell. */
export const PYTHON_CELLS: vscode.DocumentFilter = { notebookType: NOTEBOOK_TYPE, language: 'python' };

/** A notebook whose kernel speaks another language than Python has nothing for us. */
export function isOurs(document: vscode.NotebookDocument): boolean {
  if (document.notebookType !== NOTEBOOK_TYPE) return false;
  return document.getCells().some((each) => each.document.languageId === 'python') || languageOf(metadataOf(document)) === 'python';
}

/** nbformat's metadata; the serializer keeps it one level down, beside `nbformat`. */
export function metadataOf(document: vscode.NotebookDocument): Readonly<Record<string, unknown>> {
  return fieldsOf(document.metadata['metadata']);
}

/** The notebook as it is in the editor at this moment, unsaved changes included. `path` is what messages call it. */
export function toNotebook(document: vscode.NotebookDocument, path: string, live?: LiveFacts): Notebook {
  const metadata = metadataOf(document);
  return {
    path,
    format: 'ipynb',
    nbformat: numberOf(document.metadata['nbformat'], 4),
    nbformatMinor: numberOf(document.metadata['nbformat_minor'], 5),
    language: 'python',
    cells: document.getCells().map((each) => toCell(each, live)),
    metadata,
  };
}

function toCell(cell: vscode.NotebookCell, live: LiveFacts | undefined): Cell {
  const metadata = fieldsOf(cell.metadata['metadata']);
  const { tags } = metadata;
  return {
    index: cell.index,
    id: idOf(cell),
    kind: kindOf(cell),
    language: cell.document.languageId,
    source: sourceOf(cell),
    executionCount: cell.executionSummary?.executionOrder ?? live?.ran.get(cell.index)?.count ?? null,
    tags: Array.isArray(tags) ? tags.filter((each): each is string => typeof each === 'string') : [],
    outputs: cell.outputs.flatMap(toOutputs),
    metadata,
    fileLines: [],
  };
}

/** The id of nbformat 4.5 and later. */
export function idOf(cell: vscode.NotebookCell): string | undefined {
  const id: unknown = cell.metadata['id'];
  return typeof id === 'string' ? id : undefined;
}

/** The text with `\n` line ends; offsets in it are not those of a document with `\r\n`, so places go by line and character. */
export function sourceOf(cell: vscode.NotebookCell): string {
  return cell.document.getText().replaceAll('\r\n', '\n');
}

function kindOf(cell: vscode.NotebookCell): CellKind {
  if (cell.kind === vscode.NotebookCellKind.Markup) return 'markdown';
  return cell.document.languageId === 'raw' ? 'raw' : 'code';
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

const ERROR = 'application/vnd.code.notebook.error';
const STREAMS = new Set(['application/vnd.code.notebook.stdout', 'application/vnd.code.notebook.stderr']);

function toOutputs(output: vscode.NotebookCellOutput): readonly Output[] {
  const decoder = new TextDecoder();
  const error = output.items.find((each) => each.mime === ERROR);
  if (error) {
    const { name, message } = errorOf(decoder.decode(error.data));
    return [{ kind: 'error', text: `${name}: ${message}`, errorName: name }];
  }
  const stream = output.items.find((each) => STREAMS.has(each.mime));
  if (stream) return [{ kind: 'stream', text: decoder.decode(stream.data) }];
  const text = output.items.find((each) => each.mime === 'text/plain');
  const kind = output.metadata?.['outputType'] === 'execute_result' ? 'execute_result' : 'display_data';
  return [{ kind, text: text ? decoder.decode(text.data) : '' }];
}

function errorOf(json: string): { readonly name: string; readonly message: string } {
  const { name, message } = fieldsOf(parsed(json));
  return { name: typeof name === 'string' ? name : 'Error', message: typeof message === 'string' ? message : '' };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // A renderer may put anything into an error output; it is shown as it is.
    return { message: json };
  }
}
