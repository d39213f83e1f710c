// The dependency view: which cell feeds which, beside the notebook, following its edits.

import * as vscode from 'vscode';

import { graphOf } from '../core/report/graph.ts';
import type { Analyses } from './analyses.ts';
import type { FromView, ToView } from './graph-messages.ts';
import { reveal } from './places.ts';
import { activeNotebook } from './status-bar.ts';
import { pageOf } from './webviews.ts';
import style from './webview/graph.css';

export class GraphView implements vscode.Disposable {
  #panel: vscode.WebviewPanel | undefined;
  #document: vscode.NotebookDocument | undefined;
  readonly #analyses: Analyses;
  readonly #extension: vscode.Uri;
  readonly #subscriptions: readonly vscode.Disposable[];

  constructor(analyses: Analyses, extension: vscode.Uri) {
    this.#analyses = analyses;
    this.#extension = extension;
    this.#subscriptions = [
      analyses.onDidAnalyse(({ document }) => {
        if (document === this.#document) this.#draw();
      }),
      analyses.onDidForget((document) => {
        if (document === this.#document) this.#panel?.dispose();
      }),
      vscode.window.onDidChangeActiveNotebookEditor((editor) => {
        if (this.#panel && editor && this.#analyses.last(editor.notebook)) this.#follow(editor.notebook);
      }),
      vscode.window.onDidChangeNotebookEditorSelection(({ notebookEditor, selections: [first] }) => {
        if (notebookEditor.notebook === this.#document && first) this.#send({ kind: 'selected', cell: first.start });
      }),
    ];
  }

  /** `nbship.showDependencies`: of the active notebook. */
  async show(): Promise<void> {
    const document = activeNotebook();
    if (!document || !(await this.#analyses.fresh(document)))
      return void vscode.window.showInformationMessage('nbship: open a Python notebook first.');
    if (this.#panel) this.#panel.reveal(undefined, true);
    else this.#create();
    this.#follow(document);
  }

  #create(): void {
    const options = {
      enableScripts: true,
      retainContextWhenHidden: true,
      localResourceRoots: [vscode.Uri.joinPath(this.#extension, 'dist')],
    };
    const panel = vscode.window.createWebviewPanel(
      'nbship.dependencies',
      'Cell dependencies',
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: false },
      options,
    );
    panel.webview.onDidReceiveMessage((message: FromView) => {
      if (message.kind === 'ready') this.#draw();
      else if (this.#document) void reveal(this.#document, { cell: message.cell, span: { start: 0, end: 0 } });
    });
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#document = undefined;
    });
    panel.webview.html = pageOf(panel.webview, this.#extension, 'graph.js', 'Cell dependencies', style);
    this.#panel = panel;
  }

  #follow(document: vscode.NotebookDocument): void {
    this.#document = document;
    this.#draw();
  }

  #draw(): void {
    const analysis = this.#document && this.#analyses.last(this.#document);
    if (analysis) this.#send({ kind: 'graph', graph: graphOf(analysis.model, analysis.findings) });
  }

  #send(message: ToView): void {
    void this.#panel?.webview.postMessage(message);
  }

  dispose(): void {
    this.#panel?.dispose();
    for (const each of this.#subscriptions) each.dispose();
  }
}
