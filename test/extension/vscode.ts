// A small fake of the `vscode` module, for unit tests of the adapters; vitest.config.ts puts it in the place of the real one.

import { Disposable, EventEmitter } from './editor/events.ts';
import type { WorkspaceEdit } from './editor/edits.ts';
import { notebookEvents } from './editor/notebooks.ts';
import { applyEdit, editor, editorEvents, FOLDER, type Watcher } from './editor/state.ts';
import { FileType, Position, Uri, type Diagnostic } from './editor/values.ts';

export * from './editor/values.ts';
export * from './editor/events.ts';
export { NotebookCellData, NotebookEdit, NotebookRange, WorkspaceEdit } from './editor/edits.ts';

export class FileSystemError extends Error {}

function contentsOf(uri: Uri): Uint8Array {
  const found = editor.files.get(uri.toString());
  if (!found) throw new FileSystemError(`${uri.path} (FileNotFound)`);
  return found;
}

const folder = { uri: Uri.file(FOLDER), name: 'ws', index: 0 };

export const workspace = {
  onDidOpenNotebookDocument: notebookEvents.opened.event,
  onDidChangeNotebookDocument: notebookEvents.changed.event,
  onDidSaveNotebookDocument: notebookEvents.saved.event,
  onDidCloseNotebookDocument: notebookEvents.closed.event,
  onDidOpenTextDocument: notebookEvents.textOpened.event,
  onDidChangeTextDocument: notebookEvents.textChanged.event,
  onDidChangeConfiguration: editorEvents.settings.event,
  onDidRenameFiles: editorEvents.renamed.event,
  onDidGrantWorkspaceTrust: editorEvents.trusted.event,
  workspaceFolders: [folder],
  get notebookDocuments() {
    return editor.notebooks;
  },
  get isTrusted() {
    return editor.trusted;
  },
  getWorkspaceFolder: (uri: Uri) => (uri.path.startsWith(`${FOLDER}/`) ? folder : undefined),
  asRelativePath: (uri: Uri) => uri.path.replace(`${FOLDER}/`, ''),
  getConfiguration: (section: string) => ({
    get: (key: string, otherwise: unknown) => editor.settings.get(`${section}.${key}`) ?? otherwise,
  }),
  createFileSystemWatcher: (glob: string) => {
    const watcher: Watcher = { glob, created: new EventEmitter(), changed: new EventEmitter(), deleted: new EventEmitter() };
    editor.watchers.push(watcher);
    const { created, changed, deleted } = watcher;
    return { onDidCreate: created.event, onDidChange: changed.event, onDidDelete: deleted.event, dispose: () => undefined };
  },
  findFiles: (): Promise<readonly Uri[]> =>
    Promise.resolve([...editor.files.keys()].map((each) => Uri.parse(each)).filter((each) => each.path.endsWith('.ipynb'))),
  openTextDocument: async (uri: Uri) => {
    const text = new TextDecoder().decode(contentsOf(uri));
    const positionAt = (offset: number): Position => {
      const before = text.slice(0, offset).split('\n');
      return new Position(before.length - 1, before.at(-1)?.length ?? 0);
    };
    return { uri, getText: () => text, positionAt };
  },
  applyEdit: (edit: WorkspaceEdit) => Promise.resolve(applyEdit(edit)),
  fs: {
    readFile: async (uri: Uri) => contentsOf(uri),
    stat: async (uri: Uri) => ({ size: contentsOf(uri).length }),
    readDirectory: async (uri: Uri) => {
      const start = uri.path.endsWith('/') ? uri.path : `${uri.path}/`;
      const inside = [...editor.files.keys()].map((each) => Uri.parse(each).path).filter((each) => each.startsWith(start));
      if (inside.length === 0) throw new FileSystemError(`${uri.path} (FileNotFound)`);
      const names = inside.map((each) => each.slice(start.length).split('/'));
      return [...new Map(names.map(([name = '', ...below]) => [name, below.length > 0 ? FileType.Directory : FileType.File]))];
    },
  },
};

export const languages = {
  createDiagnosticCollection: (name: string) => {
    const held = new Map<string, readonly Diagnostic[]>();
    editor.collections.set(name, held);
    return {
      set: (uri: Uri, all: readonly Diagnostic[]) => void held.set(uri.toString(), all),
      delete: (uri: Uri) => void held.delete(uri.toString()),
      dispose: () => held.clear(),
    };
  },
  registerCodeActionsProvider: (_: unknown, provider: unknown, kinds: unknown) => {
    editor.codeActions.push({ provider, kinds });
    return new Disposable(() => undefined);
  },
  registerHoverProvider: () => new Disposable(() => undefined),
};

function answer(text: string): Promise<unknown> {
  editor.messages.push(text);
  return Promise.resolve(editor.answers.shift());
}

export const window = {
  onDidChangeActiveNotebookEditor: editorEvents.active.event,
  visibleNotebookEditors: [],
  get activeNotebookEditor() {
    return editor.active ? { notebook: editor.active } : undefined;
  },
  createStatusBarItem: () => {
    const item = {
      text: '',
      tooltip: undefined,
      backgroundColor: undefined,
      shown: false,
      show: () => void (item.shown = true),
      hide: () => void (item.shown = false),
      dispose: () => undefined,
    };
    editor.statusItems.push(item);
    return item;
  },
  showInformationMessage: answer,
  showErrorMessage: answer,
  showWarningMessage: answer,
  createTerminal: ({ cwd }: { readonly cwd: string }) => {
    const lines: string[] = [];
    editor.terminals.push({ cwd, lines });
    return { show: () => undefined, sendText: (line: string) => void lines.push(line) };
  },
  withProgress: (_: unknown, task: (progress: unknown, token: unknown) => Promise<unknown>) =>
    task({ report: () => undefined }, { isCancellationRequested: editor.settings.get('test.cancelled') === true }),
};

export const notebooks = {
  registerNotebookCellStatusBarItemProvider: () => new Disposable(() => undefined),
};

export const commands = {
  executeCommand: (...given: readonly unknown[]) => {
    editor.executed.push(given);
    return Promise.resolve();
  },
};

export const extensions = { getExtension: (id: string) => editor.extensions.get(id) };
