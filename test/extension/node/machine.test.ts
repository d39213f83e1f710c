// What the extension starts on a machine: the interpreter of a notebook, and the bundled command line.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as vscode from 'vscode';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

import { runCli } from '../../../src/extension/node/cli.ts';
import { interpreterOf, Interpreters } from '../../../src/extension/node/interpreter.ts';
import { editor, log, reset, set } from '../editor/state.ts';
import { EventEmitter } from '../editor/events.ts';

beforeEach(reset);

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'nbship-test-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

describe('interpreterOf', () => {
  const notebook = vscode.Uri.file('/ws/a.ipynb');

  it('takes our own setting, then the choice in the Python extension, then its default path', async () => {
    const path = process.execPath;
    set('python.defaultInterpreterPath', path);
    expect(await interpreterOf(notebook)).toBe(path);
    const environments = {
      getActiveEnvironmentPath: () => ({ path: 'chosen' }),
      resolveEnvironment: () => Promise.resolve({ executable: { uri: vscode.Uri.file('/envs/chosen/bin/python') } }),
    };
    editor.extensions.set('ms-python.python', { isActive: true, exports: { environments } });
    expect(await interpreterOf(notebook)).toBe('/envs/chosen/bin/python');
    set('nbship.python', '/own/python');
    expect(await interpreterOf(notebook)).toBe('/own/python');
  });

  it('takes the .venv beside the notebook where nothing is set', async () => {
    const place = folder();
    const python = process.platform === 'win32' ? join(place, '.venv/Scripts/python.exe') : join(place, '.venv/bin/python');
    mkdirSync(join(python, '..'), { recursive: true });
    writeFileSync(python, '');
    const { VIRTUAL_ENV: active } = process.env;
    delete process.env['VIRTUAL_ENV'];
    onTestFinished(() => void (active === undefined || (process.env['VIRTUAL_ENV'] = active)));
    expect(await interpreterOf(vscode.Uri.file(join(place, 'a.ipynb')))).toBe(python);
  });
});

describe('Interpreters', () => {
  it('starts nothing in a workspace that is not trusted', async () => {
    editor.trusted = false;
    set('nbship.python', '/no/such/python');
    const lines = log();
    expect(await new Interpreters({ current: lines }).ask(vscode.Uri.file('/ws/a.ipynb'))).toBeUndefined();
    expect(lines.lines).toEqual([]);
  });

  it('goes without versions where the interpreter does not answer, and says so once', async () => {
    set('nbship.python', '/no/such/python');
    const lines = log();
    const interpreters = new Interpreters({ current: lines });
    expect(await interpreters.ask(vscode.Uri.file('/ws/a.ipynb'))).toBeUndefined();
    expect(await interpreters.ask(vscode.Uri.file('/ws/b.ipynb'))).toBeUndefined();
    expect(lines.lines).toHaveLength(1);
  });
});

describe('runCli', () => {
  function extension(script: string): vscode.Uri {
    const place = folder();
    mkdirSync(join(place, 'dist'));
    writeFileSync(join(place, 'dist/cli.js'), script);
    return vscode.Uri.file(place);
  }

  it('tells the lines of standard error as they come, and the code', async () => {
    const lines: string[] = [];
    const script = 'console.error("nbship: one"); console.log(process.argv.slice(2).join(" ")); process.exitCode = 3;';
    const done = await runCli(extension(script), ['export', 'a b'], { cwd: tmpdir(), onLine: (line) => lines.push(line) });
    expect(done).toEqual({ code: 3, stdout: 'export a b\n', stderr: 'nbship: one\n', cancelled: false });
    expect(lines).toEqual(['one']);
  });

  it('ends the process when it is cancelled', async () => {
    const cancelled = new EventEmitter<void>();
    const token = { isCancellationRequested: false, onCancellationRequested: cancelled.event } as unknown as vscode.CancellationToken;
    const script = 'console.error("started"); setInterval(() => undefined, 1000);';
    const done = await runCli(extension(script), [], { cwd: tmpdir(), token, onLine: () => cancelled.fire() });
    expect(done.cancelled).toBe(true);
  });

  it('resolves where nothing can be started', async () => {
    const done = await runCli(extension(''), [], { cwd: join(tmpdir(), 'nbship-no-such-folder') });
    expect(done).toMatchObject({ code: 127, cancelled: false });
  });
});
