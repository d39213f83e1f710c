// The language server in whole sessions with a client: notebook documents, text documents, what is around them, and its end.

import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Diagnostic, NotebookDocumentChangeEvent, TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';

import { bundle, type Bundle } from '../bundled.ts';
import { folderWith, notebookText } from '../ran.ts';
import { EDITS, Editor, notebookCell, textOf, type CellOf } from './client.ts';

let built: Bundle;
beforeAll(() => {
  built = bundle();
}, 60_000);
afterAll(() => built.remove());

const rulesOf = (found: readonly Diagnostic[]): readonly (string | number | undefined)[] => found.map((each) => each.code);
const has =
  (rule: string) =>
  (found: readonly Diagnostic[]): boolean =>
    rulesOf(found).includes(rule);
const lacks =
  (rule: string) =>
  (found: readonly Diagnostic[]): boolean =>
    !rulesOf(found).includes(rule);

async function started(files: Readonly<Record<string, string>> = {}, capabilities = EDITS): Promise<Editor> {
  const editor = new Editor(built.program, folderWith(files));
  await editor.start(capabilities);
  return editor;
}

const at = (line: number, character: number): { start: { line: number; character: number }; end: { line: number; character: number } } => ({
  start: { line, character },
  end: { line, character },
});

/** The edits of one document, with the version that they speak of. */
function editsOf(edit: WorkspaceEdit | undefined, uri: string): readonly TextEdit[] {
  const found = edit?.documentChanges?.find((each): each is TextDocumentEdit => 'textDocument' in each && each.textDocument.uri === uri);
  return (found?.edits ?? []).filter((each): each is TextEdit => 'newText' in each);
}

function applied(text: string, edits: readonly TextEdit[]): string {
  return TextDocument.applyEdits(TextDocument.create('test:', 'python', 1, text), [...edits]);
}

const CELLS: readonly CellOf[] = [
  { uri: 'cell:1', text: '# Prices', language: 'markdown' },
  { uri: 'cell:2', text: 'data = [1, 2]', count: 1 },
  { uri: 'cell:3', text: 'size = 2\nprint("é𝒙", data, lost)', count: 2 },
];

describe('notebook documents', () => {
  it('says what it can do', async () => {
    const editor = new Editor(built.program, folderWith({}));
    const { capabilities, serverInfo } = await editor.start();
    expect(serverInfo?.name).toBe('nbship');
    expect(capabilities).toMatchObject({
      notebookDocumentSync: { notebookSelector: [{ notebook: '*' }] },
      hoverProvider: true,
      positionEncoding: 'utf-16',
    });
  });

  it('shows findings in the cell, in UTF-16 positions', async () => {
    const editor = await started();
    await editor.openNotebook('a.ipynb', CELLS);
    const [found] = await editor.diagnostics('cell:3', has('undefined-name'));
    expect(found).toMatchObject({
      code: 'undefined-name',
      source: 'nbship',
      severity: 1,
      range: { start: { line: 1, character: 19 }, end: { line: 1, character: 23 } },
    });
    expect(found?.message).toContain('`lost`');
    expect(await editor.diagnostics('cell:2', () => true)).toEqual([]);
  });

  it('follows texts, new cells, removed cells and execution counts', async () => {
    const editor = await started();
    const uri = await editor.openNotebook('a.ipynb', CELLS);
    await editor.diagnostics('cell:3', has('undefined-name'));

    const type: NotebookDocumentChangeEvent = {
      cells: {
        textContent: [
          { document: { uri: 'cell:2', version: 2 }, changes: [{ range: { start: at(0, 0).start, end: at(0, 0).end }, text: 'lost = ' }] },
        ],
      },
    };
    await editor.changeNotebook(uri, 2, type);
    await editor.diagnostics('cell:3', lacks('undefined-name'));

    const added: CellOf = { uri: 'cell:4', text: 'print(gone)' };
    await editor.changeNotebook(uri, 3, {
      cells: { structure: { array: { start: 3, deleteCount: 0, cells: [notebookCell(added)] }, didOpen: [textOf(added)] } },
    });
    await editor.diagnostics('cell:4', has('undefined-name'));

    // `lost = 3` runs again behind what reads it, so the cell below shows an old value.
    await editor.changeNotebook(uri, 4, { cells: { data: [notebookCell({ uri: 'cell:2', text: '', count: 9 })] } });
    await editor.diagnostics('cell:3', has('stale-output'));

    await editor.changeNotebook(uri, 5, {
      cells: { structure: { array: { start: 3, deleteCount: 1 }, didClose: [{ uri: 'cell:4' }] } },
    });
    expect(await editor.diagnostics('cell:4', (found) => found.length === 0)).toEqual([]);
  });

  it('goes on after changes of cells and notebooks that it does not know', async () => {
    const editor = await started();
    const uri = await editor.openNotebook('a.ipynb', CELLS);
    await editor.changeNotebook(editor.uri('never-opened.ipynb'), 2, { cells: { data: [notebookCell(CELLS[1] as CellOf)] } });
    await editor.changeNotebook(uri, 2, {
      cells: {
        data: [notebookCell({ uri: 'cell:99', text: '' })],
        textContent: [{ document: { uri: 'cell:99', version: 2 }, changes: [{ text: 'x' }] }],
      },
    });
    await editor.changeNotebook(uri, 3, {
      cells: { textContent: [{ document: { uri: 'cell:2', version: 2 }, changes: [{ text: 'lost = data = 1' }] }] },
    });
    await editor.diagnostics('cell:3', lacks('undefined-name'));
    expect(await editor.hover('cell:99', { line: 0, character: 0 })).toBeNull();
    expect(await editor.stop()).toBe(0);
  });

  it('takes everything back when the notebook is closed', async () => {
    const editor = await started();
    const uri = await editor.openNotebook('a.ipynb', CELLS);
    await editor.diagnostics('cell:3', has('undefined-name'));
    await editor.connection.sendNotification('notebookDocument/didClose', {
      notebookDocument: { uri },
      cellTextDocuments: CELLS.map((each) => ({ uri: each.uri })),
    });
    expect(await editor.diagnostics('cell:3', (found) => found.length === 0)).toEqual([]);
  });

  it('tells the story of a variable', async () => {
    const editor = await started();
    await editor.openNotebook('a.ipynb', CELLS);
    const hover = await editor.hover('cell:3', { line: 1, character: 14 });
    expect(hover?.contents).toMatchObject({ kind: 'markdown', value: expect.stringContaining('`data` from top to bottom') as string });
    expect(hover?.range).toEqual({ start: { line: 1, character: 13 }, end: { line: 1, character: 17 } });
    expect(await editor.hover('cell:3', { line: 1, character: 1 })).toBeNull();
  });

  it('hides a finding on its line, and the finding goes when the edit is made', async () => {
    const editor = await started();
    const uri = await editor.openNotebook('a.ipynb', CELLS);
    const actions = await editor.actions('cell:3', at(1, 20));
    const hide = actions.find((each) => each.title === 'Ignore undefined-name on this line');
    const text = applied(CELLS[2]?.text ?? '', editsOf(hide?.edit, 'cell:3'));
    expect(text).toBe('size = 2\nprint("é𝒙", data, lost)  # nbship: ignore[undefined-name]');
    expect(hide?.diagnostics).toMatchObject([{ code: 'undefined-name' }]);
    await editor.diagnostics('cell:3', has('undefined-name'));
    await editor.changeNotebook(uri, 2, { cells: { textContent: [{ document: { uri: 'cell:3', version: 2 }, changes: [{ text }] }] } });
    await editor.diagnostics('cell:3', lacks('undefined-name'));
  });

  it('offers a fix of texts, and none that would insert a cell', async () => {
    const editor = await started();
    const cells: readonly CellOf[] = [
      { uri: 'cell:1', text: 'import numpy as np\nfrom sklearn.ensemble import RandomForestClassifier' },
      { uri: 'cell:2', text: 'x = np.random.rand(3)' },
      { uri: 'cell:3', text: 'm = RandomForestClassifier()\nm.fit([[1], [2]], [0, 1])\nprint(m.predict([[1]]), x)' },
    ];
    await editor.openNotebook('a.ipynb', cells);
    await editor.diagnostics('cell:2', has('unseeded-random'));
    await editor.diagnostics('cell:3', has('unseeded-estimator'));
    const draws = await editor.actions('cell:2', at(0, 10));
    expect(draws.map((each) => each.title)).toEqual(['Ignore unseeded-random on this line', 'Ignore unseeded-random in this cell']);
    const [fix] = await editor.actions('cell:3', at(0, 10));
    expect(applied(cells[2]?.text ?? '', editsOf(fix?.edit, 'cell:3'))).toMatch(/^m = RandomForestClassifier\(random_state=\d+\)\n/);
  });
});

describe('text documents', () => {
  const PERCENT = '# %%\nimport numpy as np\n\n# %%\nx = np.random.rand(3)\n\n# %%\nprint(x, lost)\n';

  it('reads percent files, and applies fixes that insert cells', async () => {
    const editor = await started();
    const uri = await editor.openText('a.py', PERCENT);
    const found = await editor.diagnostics(uri, has('unseeded-random'));
    expect(found.find((each) => each.code === 'undefined-name')?.range).toEqual({
      start: { line: 7, character: 9 },
      end: { line: 7, character: 13 },
    });
    const [fix] = await editor.actions(uri, at(4, 6));
    const text = applied(PERCENT, editsOf(fix?.edit, uri));
    expect(text).toContain('np.random.seed(');
    expect(text.match(/# %%/g)).toHaveLength(4);
    await editor.changeText(uri, 2, [{ text }]);
    await editor.diagnostics(uri, lacks('unseeded-random'));
    expect((await editor.hover(uri, { line: 4, character: 0 }))?.contents ?? null).toBeNull();
  });

  it('reads .ipynb files as text, at the place in their JSON', async () => {
    const editor = await started();
    const text = notebookText('words = ["a\\tb"]', 'size = 2\nprint("\\"é\\"", words, lost)');
    const uri = await editor.openText('a.ipynb', text, 'json');
    const [found] = await editor.diagnostics(uri, has('undefined-name'));
    const lines = text.split('\n');
    const { start, end } = found?.range ?? at(0, 0);
    expect(lines[start.line]?.slice(start.character, end.character)).toBe('lost');
    const hover = await editor.hover(uri, { line: start.line, character: (lines[start.line] ?? '').indexOf('words') + 2 });
    expect(hover?.contents).toMatchObject({ value: expect.stringContaining('`words` from top to bottom') as string });
    const hide = (await editor.actions(uri, { start, end })).find((each) => each.title === 'Ignore undefined-name in this cell');
    const edits = editsOf(hide?.edit, uri);
    const notebook = JSON.parse(applied(text, edits)) as { readonly cells: readonly { readonly source: readonly string[] }[] };
    expect(notebook.cells[1]?.source[0]).toBe('# nbship: ignore-cell[undefined-name]\n');
    expect(edits.every((each) => each.range.start.line >= start.line - 2)).toBe(true);
  });

  it('says where an .ipynb file is broken, and goes on when it is mended', async () => {
    const editor = await started();
    const uri = await editor.openText('a.ipynb', '{\n "cells": [\n', 'json');
    const [found] = await editor.diagnostics(uri, (all) => all.length > 0);
    expect(found?.message).toMatch(/a\.ipynb: .*expected/);
    await editor.changeText(uri, 2, [{ text: notebookText('print(lost)') }]);
    await editor.diagnostics(uri, has('undefined-name'));
  });

  it('reads the joined code that JupyterLab sends under the name of a notebook', async () => {
    const editor = await started({ 'helpers.py': 'x = 1\n', 'requirements.txt': 'pandas==2.2.3\n' });
    const uri = await editor.openText('.virtual_documents/a.ipynb', 'import helpers\n\n\nprint(lost, helpers.x)\n');
    const found = await editor.diagnostics(uri, has('undefined-name'));
    expect(rulesOf(found)).toEqual(['undefined-name']);
    expect(found[0]?.range.start).toEqual({ line: 3, character: 6 });
  });

  it('is silent on Python files without cells', async () => {
    const editor = await started();
    const uri = await editor.openText('module.py', 'print(lost)\n');
    expect(await editor.hover(uri, { line: 0, character: 7 })).toBeNull();
    expect(await editor.actions(uri, at(0, 7))).toEqual([]);
  });
});

describe('fixing all', () => {
  it('makes the safe fixes when a client asks for them, and nothing is left', async () => {
    const editor = await started();
    const text = '# %%\nx = 1  # nbship: ignore[undefined-name]\nprint(x)\n';
    const uri = await editor.openText('a.py', text);
    await editor.diagnostics(uri, has('unused-suppression'));
    const [action, ...more] = await editor.actions(uri, at(0, 0), ['source.fixAll']);
    expect(more).toEqual([]);
    expect(applied(text, editsOf(action?.edit, uri))).toBe('# %%\nx = 1\nprint(x)\n');
  });
});

describe('what is around', () => {
  const TEXT = '# %%\nprint(lost)\n';

  it('reads the configuration again when the client tells of a change', async () => {
    const editor = await started({}, { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } });
    const uri = await editor.openText('a.py', TEXT);
    await editor.diagnostics(uri, has('undefined-name'));
    await editor.until(() => editor.registered.includes('workspace/didChangeWatchedFiles'));
    writeFileSync(join(editor.folder, 'nbship.toml'), 'ignore = ["undefined-name"]\n');
    await editor.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: editor.uri('nbship.toml'), type: 1 }] });
    await editor.diagnostics(uri, lacks('undefined-name'));
  });

  it('reads it again on saving where the client watches nothing', async () => {
    const editor = await started();
    const uri = await editor.openText('a.py', TEXT);
    await editor.diagnostics(uri, has('undefined-name'));
    writeFileSync(join(editor.folder, 'nbship.toml'), 'ignore = ["undefined-name"]\n');
    await editor.connection.sendNotification('textDocument/didSave', { textDocument: { uri } });
    await editor.diagnostics(uri, lacks('undefined-name'));
  });

  it('knows what is installed where the configuration says, and tells where nothing is', async () => {
    const site = '.venv/lib/python3.12/site-packages';
    const files = {
      '.venv/pyvenv.cfg': 'home = /usr/bin\nversion = 3.12.4\n',
      '.venv/bin/python': '',
      [`${site}/numpy-2.1.0.dist-info/METADATA`]: 'Name: numpy\nVersion: 2.1.0\n',
      [`${site}/numpy-2.1.0.dist-info/RECORD`]: 'numpy/__init__.py,,',
      [`${site}/numpy/__init__.py`]: '',
      'nbship.toml': 'python = ".venv"\n',
    };
    const editor = await started(files);
    const uri = await editor.openText('a.py', '# %%\nimport numpy\nimport polars\n');
    const found = (await editor.diagnostics(uri, has('unknown-import'))).filter((each) => each.code === 'unknown-import');
    expect(found.map((each) => [each.range.start.line, each.message])).toEqual([[2, expect.stringContaining('`polars` is not installed')]]);
    writeFileSync(join(editor.folder, 'nbship.toml'), 'python = "gone/python"\n');
    await editor.connection.sendNotification('textDocument/didSave', { textDocument: { uri } });
    await editor.diagnostics(uri, lacks('unknown-import'));
    await editor.until(() => editor.warnings.some((each) => each.includes('what is installed is not known')));
  });

  it('knows what the repository keeps', async () => {
    const files = { 'data.csv': 'a\n1\n' };
    const editor = await started(files);
    execFileSync('git', ['init', '-q', '.'], { cwd: editor.folder });
    writeFileSync(join(editor.folder, 'a.py'), '# %%\nimport pandas as pd\nprint(pd.read_csv("data.csv"))\n');
    execFileSync('git', ['add', 'a.py'], { cwd: editor.folder });
    const uri = await editor.openText('a.py', '# %%\nimport pandas as pd\nprint(pd.read_csv("data.csv"))\n');
    await editor.diagnostics(uri, has('unversioned-data'));
  });

  it('says what is wrong with a configuration, and checks with the defaults', async () => {
    const editor = await started({ 'nbship.toml': 'ignore = ["undefined-nam"]\n' });
    const uri = await editor.openText('a.py', TEXT);
    await editor.diagnostics(uri, has('undefined-name'));
    expect(editor.warnings.join('\n')).toContain("did you mean 'undefined-name'?");
  });
});

describe('its end', () => {
  it('exits with 0 behind a shutdown, and with 1 where the client just went', async () => {
    const polite = await started();
    expect(await polite.stop()).toBe(0);
    const rude = await started();
    rude.hangUp();
    expect(await rude.exited).toBe(1);
  });

  it('exits with 1 where the client closes its socket', async () => {
    const server = createServer((socket) => {
      const body = JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'initialize',
        params: { processId: null, rootUri: null, capabilities: {} },
      });
      socket.once('data', () => socket.destroy());
      socket.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    });
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const child = spawn(process.execPath, [built.program, 'lsp', `--socket=${String(port)}`], { stdio: 'ignore' });
    onTestFinished(() => void child.kill());
    expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(1);
  });
});
