// An editor, as far as a test needs one: a JSON-RPC client of the language server that runs as a process.

import { spawn, type ChildProcess } from 'node:child_process';
import { pathToFileURL } from 'node:url';

import { onTestFinished } from 'vitest';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from 'vscode-languageserver-protocol/node';
import type {
  ClientCapabilities,
  CodeAction,
  Diagnostic,
  Hover,
  InitializeResult,
  NotebookDocumentChangeEvent,
  Position,
  PublishDiagnosticsParams,
  Range,
  TextDocumentContentChangeEvent,
} from 'vscode-languageserver-protocol';

export const EDITS: ClientCapabilities = { workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } } };

export interface CellOf {
  readonly uri: string;
  readonly text: string;
  readonly count?: number;
  readonly language?: string;
}

export class Editor {
  readonly connection: MessageConnection;
  readonly warnings: string[] = [];
  readonly registered: string[] = [];
  readonly #process: ChildProcess;
  readonly #shown = new Map<string, readonly Diagnostic[]>();
  readonly #waiting = new Set<() => void>();
  readonly exited: Promise<number | null>;
  readonly folder: string;

  constructor(program: string, folder: string) {
    this.folder = folder;
    const child = spawn(process.execPath, [program, 'lsp', '--stdio'], { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] });
    this.#process = child;
    this.exited = new Promise((resolve) => child.on('exit', resolve));
    this.connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    this.connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: PublishDiagnosticsParams) => {
      this.#shown.set(uri, diagnostics);
      for (const each of this.#waiting) each();
    });
    this.connection.onNotification('window/showMessage', ({ message }: { readonly message: string }) => void this.warnings.push(message));
    this.connection.onRequest('client/registerCapability', (params: { registrations: readonly { method: string }[] }) => {
      this.registered.push(...params.registrations.map((each) => each.method));
      for (const each of this.#waiting) each();
      return null;
    });
    this.connection.listen();
    onTestFinished(() => void child.kill());
  }

  uri(path: string): string {
    return pathToFileURL(`${this.folder}/${path}`).href;
  }

  async start(capabilities: ClientCapabilities = EDITS): Promise<InitializeResult> {
    const root = pathToFileURL(this.folder).href;
    const result = await this.connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: root,
      workspaceFolders: [{ uri: root, name: 'test' }],
      capabilities,
    });
    await this.connection.sendNotification('initialized', {});
    return result;
  }

  async openText(path: string, text: string, languageId = 'python'): Promise<string> {
    const uri = this.uri(path);
    await this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
    return uri;
  }

  async changeText(uri: string, version: number, contentChanges: readonly TextDocumentContentChangeEvent[]): Promise<void> {
    await this.connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
  }

  async openNotebook(path: string, cells: readonly CellOf[]): Promise<string> {
    const uri = this.uri(path);
    await this.connection.sendNotification('notebookDocument/didOpen', {
      notebookDocument: { uri, notebookType: 'jupyter-notebook', version: 1, cells: cells.map(notebookCell) },
      cellTextDocuments: cells.map(textOf),
    });
    return uri;
  }

  async changeNotebook(uri: string, version: number, change: NotebookDocumentChangeEvent): Promise<void> {
    await this.connection.sendNotification('notebookDocument/didChange', { notebookDocument: { uri, version }, change });
  }

  /** The diagnostics of a document, as soon as they are as a test expects them. */
  async diagnostics(uri: string, until: (found: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]> {
    await this.until(() => this.#shown.has(uri) && until(this.#shown.get(uri) ?? []));
    return this.#shown.get(uri) ?? [];
  }

  async until(holds: () => boolean): Promise<void> {
    if (holds()) return;
    await new Promise<void>((resolve) => {
      const check = (): void => {
        if (!holds()) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
    });
  }

  hover(uri: string, position: Position): Promise<Hover | null> {
    return this.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position });
  }

  actions(uri: string, range: Range, only?: readonly string[]): Promise<readonly CodeAction[]> {
    const context = { diagnostics: [], ...(only ? { only } : {}) };
    return this.connection.sendRequest('textDocument/codeAction', { textDocument: { uri }, range, context });
  }

  /** Says goodbye as the protocol wants it; gives the exit code. */
  async stop(): Promise<number | null> {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    return this.exited;
  }

  /** Ends the conversation without a word. */
  hangUp(): void {
    this.#process.stdin?.end();
  }
}

export function notebookCell({ uri, count, language = 'python' }: CellOf): {
  readonly kind: 1 | 2;
  readonly document: string;
  readonly executionSummary?: { readonly executionOrder: number };
} {
  return {
    kind: language === 'markdown' ? 1 : 2,
    document: uri,
    ...(count === undefined ? {} : { executionSummary: { executionOrder: count } }),
  };
}

export function textOf({ uri, text, language = 'python' }: CellOf): {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
} {
  return { uri, languageId: language, version: 1, text };
}
