// What ran in the editor: which text of which cell, and when; kept with the workspace.

import * as vscode from 'vscode';

import type { LiveFacts, SeenExecution } from '../core/semantics/ports.ts';
import { idOf, isOurs, NOTEBOOK_TYPE, sourceOf } from './notebooks.ts';

interface Session {
  /** The last execution of each cell that is still there, as long as its count stands. */
  readonly ran: Map<vscode.NotebookCell, SeenExecution>;
  /** The last executions of cells that are gone, oldest first. */
  gone: SeenExecution[];
  /** Cells that have begun and not yet ended. */
  readonly running: Set<vscode.NotebookCell>;
  /** Cells whose count the file has lost: the editor saves none for a cell that was edited and shows nothing. */
  readonly restored: Set<vscode.NotebookCell>;
}

/** What is kept for one notebook between two starts of the editor; cells by id, or by index where the file has no ids. */
interface Kept {
  readonly ran: readonly (readonly [key: string, source: string, count: number])[];
  readonly gone: readonly SeenExecution[];
}

const KEY = 'nbship.live:';
/** More deleted cells than this do not help anybody. */
const MOST_GONE = 100;

export class LiveSessions implements vscode.Disposable {
  readonly #sessions = new Map<vscode.NotebookDocument, Session>();
  readonly #memory: vscode.Memento;
  readonly #subscriptions: readonly vscode.Disposable[];
  readonly #changed = new vscode.EventEmitter<vscode.NotebookDocument>();
  /** A cell ran, or what ran is gone. */
  readonly onDidChange = this.#changed.event;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
    const { workspace } = vscode;
    this.#subscriptions = [
      workspace.onDidOpenNotebookDocument((document) => this.#open(document)),
      workspace.onDidChangeNotebookDocument((event) => this.#change(event)),
      // What ran was kept when it ran; a document that closes has no cells left to ask.
      workspace.onDidCloseNotebookDocument((document) => this.#sessions.delete(document)),
      workspace.onDidSaveNotebookDocument((document) => this.#keep(document)),
      workspace.onDidRenameFiles(({ files }) => this.#rename(files)),
    ];
    for (const each of workspace.notebookDocuments) this.#open(each);
  }

  /** Undefined for a notebook in which nothing ran. */
  factsFor(document: vscode.NotebookDocument): LiveFacts | undefined {
    const session = this.#sessions.get(document);
    if (!session) return undefined;
    const ran = new Map<number, SeenExecution>();
    for (const cell of document.getCells()) {
      const seen = session.ran.get(cell);
      const count = cell.executionSummary?.executionOrder ?? (session.restored.has(cell) ? seen?.count : undefined);
      if (seen && seen.count === count) ran.set(cell.index, seen);
    }
    return { ran, gone: session.gone };
  }

  /** Cells that carry a count came with their outputs: their text as it is opened is what is known to have run. */
  #open(document: vscode.NotebookDocument): void {
    if (document.notebookType !== NOTEBOOK_TYPE || !isOurs(document) || this.#sessions.has(document)) return;
    const kept = this.#memory.get<Kept>(KEY + document.uri.toString());
    const known = new Map(kept?.ran.map(([key, source, count]) => [key, { source, count }]));
    const session: Session = { ran: new Map(), gone: [...(kept?.gone ?? [])], running: new Set(), restored: new Set() };
    let recalled = 0;
    for (const cell of document.getCells()) {
      const count = cell.executionSummary?.executionOrder;
      if (count === undefined) continue;
      const before = known.get(keyOf(cell));
      if (before?.count === count) recalled++;
      session.ran.set(cell, before?.count === count ? before : { source: sourceOf(cell), count });
    }
    for (const cell of recalled > 0 ? document.getCells() : []) {
      const before = known.get(keyOf(cell));
      if (!before || session.ran.has(cell)) continue;
      session.ran.set(cell, before);
      session.restored.add(cell);
    }
    // Another session has been at the file since: what was kept speaks of a kernel that nobody knows any more.
    if (recalled === 0) session.gone = [];
    this.#sessions.set(document, session);
  }

  #change({ notebook, cellChanges, contentChanges }: vscode.NotebookDocumentChangeEvent): void {
    this.#open(notebook);
    const session = this.#sessions.get(notebook);
    if (!session) return;
    let changed = false;
    for (const each of contentChanges.flatMap((change) => change.removedCells)) changed = remove(session, each) || changed;
    for (const each of contentChanges.flatMap((change) => change.addedCells)) changed = add(session, each) || changed;
    for (const { cell, executionSummary } of cellChanges)
      if (executionSummary?.executionOrder !== undefined) changed = execute(session, cell, executionSummary) || changed;
    if (!changed) return;
    this.#keep(notebook);
    this.#changed.fire(notebook);
  }

  #keep(document: vscode.NotebookDocument): void {
    const session = this.#sessions.get(document);
    if (!session || document.isUntitled) return;
    const ran = document.getCells().flatMap((cell): Kept['ran'] => {
      const seen = session.ran.get(cell);
      return seen ? [[keyOf(cell), seen.source, seen.count]] : [];
    });
    const kept: Kept | undefined = ran.length > 0 || session.gone.length > 0 ? { ran, gone: session.gone } : undefined;
    void this.#memory.update(KEY + document.uri.toString(), kept);
  }

  #rename(files: readonly { readonly oldUri: vscode.Uri; readonly newUri: vscode.Uri }[]): void {
    for (const { oldUri, newUri } of files) {
      const kept = this.#memory.get<Kept>(KEY + oldUri.toString());
      if (!kept) continue;
      void this.#memory.update(KEY + newUri.toString(), kept);
      void this.#memory.update(KEY + oldUri.toString(), undefined);
    }
  }

  dispose(): void {
    for (const each of this.#subscriptions) each.dispose();
    this.#changed.dispose();
  }
}

function keyOf(cell: vscode.NotebookCell): string {
  return idOf(cell) ?? `#${cell.index}`;
}

/** Takes the text of a cell when it begins to run, or when it ends where nobody saw it begin. */
function execute(session: Session, cell: vscode.NotebookCell, summary: vscode.NotebookCellExecutionSummary): boolean {
  const { executionOrder: count = 0, success } = summary;
  const ended = success !== undefined;
  const seen = session.running.has(cell) || (ended && session.ran.get(cell)?.count === count);
  if (ended) session.running.delete(cell);
  else session.running.add(cell);
  session.restored.delete(cell);
  if (seen) return false;
  forgetOtherKernel(session, count);
  session.ran.set(cell, { source: sourceOf(cell), count });
  return true;
}

/** A count that is not above all others tells that the kernel started anew: what ran before it is gone from it. */
function forgetOtherKernel(session: Session, count: number): void {
  const highest = Math.max(0, ...[...session.ran.values(), ...session.gone].map((each) => each.count));
  if (count > highest) return;
  session.gone = [];
  session.ran.clear();
}

function remove(session: Session, cell: vscode.NotebookCell): boolean {
  const seen = session.ran.get(cell);
  if (!seen) return false;
  session.ran.delete(cell);
  session.gone = [...session.gone, seen].slice(-MOST_GONE);
  return true;
}

/** A cell that comes with a count was moved, or its deletion was undone; one from elsewhere brings the count of another kernel. */
function add(session: Session, cell: vscode.NotebookCell): boolean {
  const back = session.gone.find((each) => each.count === cell.executionSummary?.executionOrder);
  if (!back) return false;
  session.gone = session.gone.filter((each) => each !== back);
  session.ran.set(cell, back);
  return true;
}
