// What the fake editor holds and remembers: notebooks, files, settings, what was shown and asked. `reset` before each test.

import type { LogOutputChannel, Memento, NotebookDocument } from 'vscode';

import { NotebookCellData, type WorkspaceEdit } from './edits.ts';
import { EventEmitter } from './events.ts';
import {
  changeCells,
  changeText,
  textAfter,
  FakeNotebook,
  kindFor,
  notebookEvents,
  runCellOf,
  type FakeCell,
  type GivenCell,
} from './notebooks.ts';
import { Uri, type Diagnostic } from './values.ts';

/** The folder that is open in the editor. */
export const FOLDER = '/ws';

interface StatusItem {
  text: string;
  tooltip: { readonly value: string } | undefined;
  backgroundColor: { readonly id: string } | undefined;
  shown: boolean;
}

export interface Watcher {
  readonly glob: string;
  readonly created: EventEmitter<Uri>;
  readonly changed: EventEmitter<Uri>;
  readonly deleted: EventEmitter<Uri>;
}

const fresh = () => ({
  notebooks: [] as FakeNotebook[],
  active: undefined as FakeNotebook | undefined,
  files: new Map<string, Uint8Array>(),
  settings: new Map<string, unknown>(),
  trusted: true,
  collections: new Map<string, Map<string, readonly Diagnostic[]>>(),
  statusItems: [] as StatusItem[],
  watchers: [] as Watcher[],
  codeActions: [] as { readonly provider: unknown; readonly kinds: unknown }[],
  executed: [] as (readonly unknown[])[],
  messages: [] as string[],
  terminals: [] as { readonly cwd: string; readonly lines: string[] }[],
  /** What the user answers to the next messages and lists. */
  answers: [] as unknown[],
  extensions: new Map<string, unknown>(),
});

export const editor = fresh();

export const editorEvents = {
  settings: new EventEmitter<{ affectsConfiguration(section: string): boolean }>(),
  renamed: new EventEmitter<{ readonly files: readonly { readonly oldUri: Uri; readonly newUri: Uri }[] }>(),
  trusted: new EventEmitter<void>(),
  active: new EventEmitter<unknown>(),
};

export function reset(): void {
  Object.assign(editor, fresh());
  for (const each of [...Object.values(notebookEvents), ...Object.values(editorEvents)]) each.dispose();
}

/** nbformat's fields as VS Code's own serializer gives them. */
const PYTHON = { nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: { name: 'python3', language: 'python' } } };

/** Opens a notebook; its cells as text or with what they carry. */
export function open(path: string, cells: readonly GivenCell[], metadata: Readonly<Record<string, unknown>> = PYTHON): NotebookDocument {
  const notebook = new FakeNotebook(path.includes(':') ? Uri.parse(path) : Uri.file(`${FOLDER}/${path}`), 'jupyter-notebook', metadata);
  notebook.put(cells.map((each) => notebook.make(dataOf(each))));
  // A file is open once.
  editor.notebooks = [...editor.notebooks.filter((each) => each.uri.toString() !== notebook.uri.toString()), notebook];
  notebookEvents.opened.fire(notebook);
  return asDocument(notebook);
}

export function dataOf(given: GivenCell): NotebookCellData {
  const { source, language = 'python', count, id, tags, outputs } = typeof given === 'string' ? { source: given } : given;
  const data = new NotebookCellData(kindFor(language), source, language);
  data.metadata = { ...(id === undefined ? {} : { id }), metadata: tags ? { tags } : {} };
  if (count !== undefined) data.executionSummary = { executionOrder: count };
  if (outputs) data.outputs = outputs;
  return data;
}

/** Our source wants the whole interface of the editor; the fake has the part that is used. */
function asDocument(notebook: FakeNotebook): NotebookDocument {
  return notebook as unknown as NotebookDocument;
}

export function fakeOf(document: NotebookDocument): FakeNotebook {
  return document as unknown as FakeNotebook;
}

export function cell(document: NotebookDocument, index: number): FakeCell {
  return fakeOf(document).cellAt(index);
}

export function close(document: NotebookDocument): void {
  const notebook = fakeOf(document);
  notebook.isClosed = true;
  editor.notebooks = editor.notebooks.filter((each) => each !== notebook);
  notebookEvents.closed.fire(notebook);
}

export function save(document: NotebookDocument): void {
  notebookEvents.saved.fire(fakeOf(document));
}

/** Puts another text into a cell, as typing does. */
export function type(document: NotebookDocument, index: number, text: string): void {
  const { document: own } = cell(document, index);
  own.put(text);
  notebookEvents.textChanged.fire({ document: own });
}

export function run(document: NotebookDocument, index: number, count: number): void {
  runCellOf(cell(document, index), count);
}

export function applyEdit(edit: WorkspaceEdit): boolean {
  for (const [uri, changes] of edit.texts) {
    const found = editor.notebooks.flatMap((each) => each.getCells()).find((each) => each.document.uri.toString() === uri);
    const file = editor.files.get(uri);
    if (found) changeText(found.document, changes);
    else if (file) editor.files.set(uri, new TextEncoder().encode(textAfter(new TextDecoder().decode(file), changes)));
    else return false;
  }
  for (const [uri, edits] of edit.cells) {
    const notebook = editor.notebooks.find((each) => each.uri.toString() === uri);
    if (!notebook) return false;
    changeCells(notebook, edits);
  }
  for (const [uri, contents] of edit.files) {
    if (editor.files.has(uri)) return false;
    editor.files.set(uri, contents);
  }
  return true;
}

export function sources(document: NotebookDocument): readonly string[] {
  return fakeOf(document)
    .getCells()
    .map((each) => each.document.getText());
}

/** A file of the workspace, by its path below it. */
export function write(path: string, text: string): Uri {
  const uri = Uri.file(`${FOLDER}/${path}`);
  editor.files.set(uri.toString(), new TextEncoder().encode(text));
  return uri;
}

/** Tells the watchers whose pattern holds this text. */
export function tell(glob: string, kind: 'created' | 'changed' | 'deleted', uri: Uri): void {
  for (const each of editor.watchers) if (each.glob.includes(glob)) each[kind].fire(uri);
}

export function set(key: string, value: unknown): void {
  editor.settings.set(key, value);
  editorEvents.settings.fire({ affectsConfiguration: (section) => key === section || key.startsWith(`${section}.`) });
}

export function memento(): Memento {
  const kept = new Map<string, unknown>();
  const memory = {
    keys: () => [...kept.keys()],
    get: (key: string) => kept.get(key),
    // A value crosses to another process as JSON.
    update: (key: string, value: unknown) => {
      if (value === undefined) kept.delete(key);
      else kept.set(key, JSON.parse(JSON.stringify(value)));
      return Promise.resolve();
    },
  };
  return memory;
}

export function log(): LogOutputChannel & { readonly lines: string[] } {
  const lines: string[] = [];
  const say = (text: string): void => void lines.push(text);
  return { lines, debug: say, info: say, warn: say, error: say } as unknown as LogOutputChannel & { readonly lines: string[] };
}
