// Keeps the findings of every open notebook true to its text: when to analyse, and what the last analysis said.

import * as vscode from 'vscode';

import { fileProblemText } from '../core/report/checked.ts';
import { lint } from '../core/lint/lint.ts';
import type { Module } from '../core/python/module.ts';
import { parseKept } from '../core/python/kept.ts';
import type { Finding } from '../core/rules/rule.ts';
import { portsWithInline } from '../core/project/inline.ts';
import { buildModel } from '../core/semantics/build.ts';
import type { Model } from '../core/semantics/model.ts';
import type { LiveFacts } from '../core/semantics/ports.ts';
import { isOurs, toNotebook } from './notebooks.ts';
import { notebookOf } from './places.ts';
import { checkSettings, settingsFor } from './settings.ts';
import type { Surroundings, SurroundingsReader } from './surroundings.ts';

/** The result of one analysis; it speaks of the notebook as it was when its stamp was taken. */
export interface Analysis {
  readonly document: vscode.NotebookDocument;
  readonly stamp: string;
  readonly model: Model;
  readonly findings: readonly Finding[];
  /** Milliseconds that it took. */
  readonly took: number;
}

interface Open {
  readonly modules: Map<string, Module>;
  timer: ReturnType<typeof setTimeout> | undefined;
  /** What was told last. */
  analysis: Analysis | undefined;
  /** What was found last; not told where the notebook is checked when it is saved, and has not been. */
  latest: Analysis | undefined;
  /** The wait before the next analysis, in milliseconds; grows with what the last one took. */
  delay: number;
}

/** Between two key strokes of one word there is no analysis; where one is slow there are fewer. */
const SHORTEST = 120;
const LONGEST = 1500;

export class Analyses implements vscode.Disposable {
  readonly #open = new Map<vscode.NotebookDocument, Open>();
  readonly #analysed = new vscode.EventEmitter<Analysis>();
  readonly #closed = new vscode.EventEmitter<vscode.NotebookDocument>();
  readonly #subscriptions: vscode.Disposable[];
  readonly #surroundings: SurroundingsReader;
  readonly #live: (document: vscode.NotebookDocument) => LiveFacts | undefined;
  readonly #log: vscode.LogOutputChannel;
  readonly #warned = new Set<string>();
  readonly onDidAnalyse = this.#analysed.event;
  /** A notebook was closed, or is none of ours any more: what was said of it is taken back. */
  readonly onDidForget = this.#closed.event;

  constructor(
    surroundings: SurroundingsReader,
    live: (document: vscode.NotebookDocument) => LiveFacts | undefined,
    log: vscode.LogOutputChannel,
  ) {
    this.#surroundings = surroundings;
    this.#live = live;
    this.#log = log;
    const { workspace } = vscode;
    this.#subscriptions = [
      workspace.onDidOpenNotebookDocument((document) => this.#schedule(document, 0)),
      workspace.onDidChangeNotebookDocument(({ notebook }) => this.#typed(notebook)),
      workspace.onDidChangeTextDocument(({ document }) => this.#cellChanged(document)),
      workspace.onDidOpenTextDocument((document) => this.#cellChanged(document)),
      workspace.onDidSaveNotebookDocument((document) => this.#schedule(document, 0)),
      workspace.onDidCloseNotebookDocument((document) => this.#forget(document)),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('nbship')) this.analyseAll();
      }),
      surroundings.onDidChange(() => this.analyseAll()),
    ];
    this.analyseAll();
  }

  /** What was told last; the notebook may have changed since. */
  last(document: vscode.NotebookDocument): Analysis | undefined {
    return this.#open.get(document)?.analysis;
  }

  /** An analysis of the notebook as it is at this moment. */
  async fresh(document: vscode.NotebookDocument): Promise<Analysis | undefined> {
    const latest = this.#open.get(document)?.latest;
    return latest?.stamp === stampOf(document) ? latest : this.analyse(document);
  }

  analyseAll(): void {
    for (const document of vscode.workspace.notebookDocuments) this.#schedule(document, 0);
  }

  /** Analyses now, whatever is waiting. Undefined for a notebook of another kind, or one that is switched off. */
  async analyse(document: vscode.NotebookDocument): Promise<Analysis | undefined> {
    if (document.isClosed || !isOurs(document) || !settingsFor(document.uri).enable) {
      this.#forget(document);
      return undefined;
    }
    const open = this.#opened(document);
    clearTimeout(open.timer);
    open.timer = undefined;
    const around = await this.#surroundings.of(document.uri);
    if (document.isClosed) return undefined;
    const analysis = this.#run(document, open, around);
    open.latest = analysis;
    open.delay = Math.min(LONGEST, Math.max(SHORTEST, analysis.took * 4));
    // An editor asks for quick fixes by itself as the cursor moves; that is no moment to tell of unsaved text.
    if (open.analysis && document.isDirty && settingsFor(document.uri).run === 'onSave') return analysis;
    open.analysis = analysis;
    this.#analysed.fire(analysis);
    return analysis;
  }

  #run(document: vscode.NotebookDocument, open: Open, around: Surroundings): Analysis {
    const started = performance.now();
    const live = this.#live(document);
    const notebook = toNotebook(document, vscode.workspace.asRelativePath(document.uri), live);
    const modules = notebook.cells.flatMap((cell) => {
      if (cell.kind !== 'code' || cell.language !== 'python') return [];
      return [parseKept(open.modules, document.cellAt(cell.index).document.uri.toString(), cell)];
    });
    for (const key of open.modules.keys()) if (open.modules.size > modules.length && !isCellOf(document, key)) open.modules.delete(key);
    const model = buildModel(notebook, modules, portsWithInline({ ...around.ports, ...(live ? { live } : {}) }, notebook));
    if (around.problem !== undefined) this.#warn(around.problem);
    for (const each of model.ports.project?.problems ?? []) this.#warn(fileProblemText(each));
    const findings = lint(model, checkSettings(document.uri, around.configuration, { warn: (message) => this.#warn(message) }));
    const took = performance.now() - started;
    this.#log.debug(`${notebook.path}: ${findings.length} findings in ${took.toFixed(1)} ms`);
    return { document, stamp: stampOf(document), model, findings, took };
  }

  /** The same words once, not at every pause of typing. */
  #warn(message: string): void {
    if (this.#warned.has(message)) return;
    this.#warned.add(message);
    this.#log.warn(message);
  }

  #opened(document: vscode.NotebookDocument): Open {
    const known = this.#open.get(document) ?? {
      modules: new Map(),
      timer: undefined,
      analysis: undefined,
      latest: undefined,
      delay: SHORTEST,
    };
    this.#open.set(document, known);
    return known;
  }

  #typed(document: vscode.NotebookDocument): void {
    if (settingsFor(document.uri).run === 'onType') this.#schedule(document);
  }

  #cellChanged(text: vscode.TextDocument): void {
    if (text.uri.scheme !== 'vscode-notebook-cell') return;
    const found = notebookOf(text);
    if (found) this.#typed(found.notebook);
  }

  #schedule(document: vscode.NotebookDocument, delay?: number): void {
    if (!isOurs(document) && !this.#open.has(document)) return;
    const open = this.#opened(document);
    clearTimeout(open.timer);
    open.timer = setTimeout(() => {
      this.analyse(document).catch((error: unknown) => this.#log.error(`${document.uri.path}: the analysis failed inside nbship`, error));
    }, delay ?? open.delay);
  }

  #forget(document: vscode.NotebookDocument): void {
    const open = this.#open.get(document);
    if (!open) return;
    clearTimeout(open.timer);
    this.#open.delete(document);
    this.#closed.fire(document);
  }

  dispose(): void {
    for (const { timer } of this.#open.values()) clearTimeout(timer);
    for (const each of this.#subscriptions) each.dispose();
    this.#analysed.dispose();
    this.#closed.dispose();
  }
}

/** Another text for every state of the notebook: its own version and those of its cells. */
function stampOf(document: vscode.NotebookDocument): string {
  return [document.version, ...document.getCells().map((each) => each.document.version)].join(' ');
}

function isCellOf(document: vscode.NotebookDocument, uri: string): boolean {
  return document.getCells().some((each) => each.document.uri.toString() === uri);
}
