// The language server: what a client opens is analysed, and its requests are answered from the last analysis.

import type {
  CodeAction,
  Connection,
  Hover,
  InitializeResult,
  NotebookDocuments,
  PublishDiagnosticsParams,
  TextDocuments,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';

import { VERSION } from '../version.ts';
import { Analyses, type Analysis, type Client, type Outcome } from './analyses.ts';
import { clientFacts, folderOf, NO_CLIENT, pathOf, shownPath } from './client.ts';
import { codeActions, FIX_ALL } from './code-actions.ts';
import { diagnosticsOf } from './diagnostics.ts';
import { hoverAt } from './hover.ts';
import type * as library from './library.ts';
import { Surroundings, WATCHED, type Around } from './surroundings.ts';
import { tolerateUnknownCells } from './tolerant.ts';
import { openedNotebook, openedText, type Opened } from './views.ts';

type Library = typeof library;

/** Answers on a connection until the client ends it; the library ends the process, with code 1 where nobody asked to shut down. */
export function serve(connection: Connection, given: Library): void {
  new Session(connection, given).listen();
}

const CAPABILITIES: InitializeResult['capabilities'] = {
  positionEncoding: 'utf-16',
  // Incremental.
  textDocumentSync: { openClose: true, change: 2, save: true },
  notebookDocumentSync: { notebookSelector: [{ notebook: '*' }], save: true },
  hoverProvider: true,
  codeActionProvider: { codeActionKinds: ['quickfix', FIX_ALL] },
};

class Session implements Client {
  readonly #connection: Connection;
  readonly #library: Library;
  readonly #texts: TextDocuments<TextDocument>;
  readonly #notebooks: NotebookDocuments<TextDocument>;
  readonly #analyses = new Analyses(this);
  readonly #surroundings = new Surroundings((message) => this.#warn(message));
  /** Documents that something is shown in, by what was opened. */
  readonly #shown = new Map<string, ReadonlySet<string>>();
  #client = NO_CLIENT;

  constructor(connection: Connection, given: Library) {
    this.#connection = connection;
    this.#library = given;
    this.#texts = new given.TextDocuments(given.TextDocument);
    this.#notebooks = new given.NotebookDocuments(given.TextDocument);
  }

  listen(): void {
    const connection = this.#connection;
    connection.onInitialize((params) => {
      this.#client = clientFacts(params);
      return { serverInfo: { name: 'nbship', version: VERSION }, capabilities: CAPABILITIES };
    });
    connection.onInitialized(() => this.#watch());
    connection.onDidChangeWatchedFiles(() => {
      this.#surroundings.forget();
      this.#analyses.changedAll();
    });
    connection.onHover(async (params, token): Promise<Hover | null> => {
      const analysis = await this.#analysisOf(params.textDocument.uri);
      return analysis && !token.isCancellationRequested ? (hoverAt(analysis, params) ?? null) : null;
    });
    connection.onCodeAction(async (params, token): Promise<CodeAction[]> => {
      const analysis = await this.#analysisOf(params.textDocument.uri);
      return analysis && !token.isCancellationRequested ? codeActions(analysis, params, this.#client.edits) : [];
    });
    this.#follow();
    tolerateUnknownCells(connection, this.#notebooks);
    this.#notebooks.listen(connection);
    this.#texts.listen(connection);
    connection.listen();
  }

  #follow(): void {
    this.#notebooks.onDidOpen(({ uri }) => this.#settled(uri));
    this.#notebooks.onDidSave(({ uri }) => this.#settled(uri));
    this.#notebooks.onDidChange(({ notebookDocument: { uri } }) => this.#analyses.changed(uri));
    this.#notebooks.onDidClose(({ uri }) => this.#close(uri));
    this.#texts.onDidOpen(({ document: { uri } }) => this.#settled(uri));
    this.#texts.onDidSave(({ document: { uri } }) => this.#settled(uri));
    this.#texts.onDidChangeContent(({ document: { uri } }) => this.#analyses.changed(uri));
    this.#texts.onDidClose(({ document: { uri } }) => this.#close(uri));
  }

  open(uri: string): Opened | undefined {
    const path = shownPath(uri, this.#client.folders);
    const notebook = this.#notebooks.getNotebookDocument(uri);
    if (notebook) return openedNotebook(notebook, path, (cell) => this.#notebooks.getCellTextDocument(cell));
    const text = this.#texts.get(uri);
    return text && openedText(text, path);
  }

  around(uri: string): Promise<Around> {
    const path = pathOf(uri);
    return this.#surroundings.of(path, path === undefined ? undefined : folderOf(path, this.#client.folders));
  }

  show(uri: string, outcome: Outcome): void {
    const published = diagnosticsOf(outcome);
    const now = new Set(published.map((each) => each.uri));
    for (const gone of this.#shown.get(uri) ?? []) if (!now.has(gone)) this.#send({ uri: gone, diagnostics: [] });
    for (const each of published) this.#send(each);
    this.#shown.set(uri, now);
  }

  failed(uri: string, error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#connection.console.error(`${uri}: the analysis failed inside nbship: ${text}`);
  }

  #analysisOf(uri: string): Promise<Analysis | undefined> {
    return this.#analyses.fresh(this.#notebooks.findNotebookDocumentForCell(uri)?.uri ?? uri);
  }

  /** Opened or saved: files around may be others now, which some clients do not tell. */
  #settled(uri: string): void {
    if (!this.#client.watches) this.#surroundings.forget();
    this.#analyses.changed(uri, 0);
  }

  #close(uri: string): void {
    this.#analyses.forget(uri);
    for (const gone of this.#shown.get(uri) ?? []) this.#send({ uri: gone, diagnostics: [] });
    this.#shown.delete(uri);
  }

  #send(params: PublishDiagnosticsParams): void {
    void this.#connection.sendDiagnostics(params);
  }

  #watch(): void {
    if (!this.#client.watches) return;
    const { type } = this.#library.DidChangeWatchedFilesNotification;
    void this.#connection.client.register(type, { watchers: [{ globPattern: WATCHED }] });
  }

  #warn(message: string): void {
    this.#connection.console.warn(message);
    // MessageType.Warning
    void this.#connection.sendNotification('window/showMessage', { type: 2, message: `nbship: ${message}` });
  }
}
