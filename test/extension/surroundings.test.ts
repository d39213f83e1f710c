// What lies around a notebook, read through the editor's file system, and the check of a whole workspace.

import * as vscode from 'vscode';
import { beforeEach, describe, expect, it } from 'vitest';

import { SurroundingsReader } from '../../src/extension/surroundings.ts';
import { WorkspaceCheck } from '../../src/extension/workspace-check.ts';
import { close, editor, log, open, reset, set, tell, write } from './editor/state.ts';

beforeEach(reset);

const NOTEBOOK = vscode.Uri.file('/ws/a.ipynb');

describe('SurroundingsReader', () => {
  it('reads what the project declares and how nbship is configured, and reads again after a change', async () => {
    write('.git/HEAD', '');
    write('requirements.txt', 'numpy==2.0.0\n');
    const reader = new SurroundingsReader(() => Promise.resolve(undefined));
    expect((await reader.of(NOTEBOOK)).ports.project?.declarations.map((each) => each.requirement)).toEqual(['numpy==2.0.0']);
    tell('nbship.toml', 'changed', write('requirements.txt', 'pandas==3.0\n'));
    expect((await reader.of(NOTEBOOK)).ports.project?.declarations.map((each) => each.requirement)).toEqual(['pandas==3.0']);
  });

  it('reads the files that the setting names, from the workspace folder, and says which are not there', async () => {
    write('.git/HEAD', '');
    write('requirements.txt', 'numpy==2.0.0\n');
    write('pins/study.txt', 'pandas==3.0\n');
    const reader = new SurroundingsReader(() => Promise.resolve(undefined));
    set('nbship.dependencies', ['pins/study.txt', 'pins/gone.txt']);
    const { ports, problem } = await reader.of(vscode.Uri.file('/ws/notebooks/a.ipynb'));
    expect(ports.project?.declarations.map((each) => each.requirement)).toEqual(['pandas==3.0']);
    expect(problem).toBe('dependencies: expected files, found none at /ws/pins/gone.txt');
  });

  it('says in words why a configuration is not used', async () => {
    write('nbship.toml', 'no = [valid\n');
    const { configuration, problem } = await new SurroundingsReader(() => Promise.resolve(undefined)).of(NOTEBOOK);
    expect(configuration).toEqual({});
    expect(problem).toContain('nbship.toml');
  });

  it('does not wait for the interpreter, and tells when it has answered', async () => {
    const facts = { packages: new Map(), versions: new Map([['numpy', '2.0']]) };
    let answer: (facts: unknown) => void = () => undefined;
    const asked = new Promise<typeof facts>((resolve) => (answer = resolve as (facts: unknown) => void));
    const reader = new SurroundingsReader(() => asked);
    expect((await reader.of(NOTEBOOK)).ports.installed).toBeUndefined();
    const told = new Promise<void>((resolve) => void reader.onDidChange(resolve));
    answer(facts);
    await told;
    expect((await reader.of(NOTEBOOK)).ports.installed).toBe(facts);
  });

  it('has nothing to read beside a notebook that was never saved', async () => {
    expect(
      await new SurroundingsReader(() => Promise.reject(new Error('asked'))).of(vscode.Uri.parse('untitled:Untitled-1.ipynb')),
    ).toEqual({ configuration: {}, problem: undefined, ports: {} });
  });
});

describe('WorkspaceCheck', () => {
  const text = (source: string): string =>
    JSON.stringify(
      {
        cells: [{ cell_type: 'code', execution_count: null, id: 'a', metadata: {}, outputs: [], source: source.split(/(?<=\n)/) }],
        metadata: { kernelspec: { name: 'python3', language: 'python', display_name: 'Python' } },
        nbformat: 4,
        nbformat_minor: 5,
      },
      undefined,
      1,
    );
  const shown = () => Object.fromEntries([...(editor.collections.get('nbship-workspace') ?? [])].map(([uri, all]) => [uri, all]));
  const make = () => new WorkspaceCheck(new SurroundingsReader(() => Promise.resolve(undefined)), vscode.Uri.file('/ext'), log());
  const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

  it('puts the findings of closed notebooks at their line of the file', async () => {
    const source = 'x = 1\nprint(missing)';
    write('bad.ipynb', text(source));
    write('good.ipynb', text('x = 1'));
    expect(await make().run()).toEqual({ checked: 2, problems: 1, unreadable: 0, cancelled: false });
    const line = text(source)
      .split('\n')
      .findIndex((each) => each.includes('print(missing)'));
    expect(shown()).toMatchObject({ 'file:///ws/bad.ipynb': [{ range: { start: { line } } }], 'file:///ws/good.ipynb': [] });
    expect(editor.messages).toEqual(['nbship: 1 problem in 2 notebooks.']);
  });

  it('leaves open notebooks to their cells, and takes them up when they close', async () => {
    write('a.ipynb', text('print(missing)'));
    const document = open('a.ipynb', ['print(missing)']);
    await make().run();
    expect(shown()).toEqual({});
    close(document);
    await settle();
    expect(shown()['file:///ws/a.ipynb']).toHaveLength(1);
    open('a.ipynb', ['print(missing)']);
    expect(shown()).toEqual({});
  });

  it('counts what cannot be read, and shows a file again in the next check that can read it', async () => {
    const uri = write('a.ipynb', text('print(missing)'));
    const check = make();
    await check.run();
    write('a.ipynb', '<<<<<<< a conflict');
    tell('ipynb', 'changed', uri);
    await settle();
    expect(shown()).toEqual({});
    expect(await check.run()).toMatchObject({ checked: 0, unreadable: 1 });
    write('a.ipynb', text('print(missing)'));
    await check.run();
    expect(shown()['file:///ws/a.ipynb']).toHaveLength(1);
    tell('ipynb', 'deleted', uri);
    expect(shown()).toEqual({});
  });

  it('stops when it is cancelled', async () => {
    write('a.ipynb', text('print(missing)'));
    set('test.cancelled', true);
    expect(await make().run()).toMatchObject({ checked: 0, cancelled: true });
    expect(editor.messages).toEqual(['nbship: no problem in 0 notebooks; stopped before the end.']);
  });
});
