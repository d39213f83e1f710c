// `nbship check` as a user and a program meet it: exit codes, formats, files that are found, and trouble.

import { readFileSync } from 'node:fs';

import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';

import { folderWith, notebookText, run } from './ran.ts';

const CLEAN = notebookText('x = 1', 'print(x)');
const BROKEN = notebookText('x = 1', 'print(y)');

interface Output {
  readonly findings: readonly {
    readonly rule: string;
    readonly data: { readonly name?: string };
    readonly cell: number;
    readonly line: number;
    readonly range: object;
    readonly cellId: string;
  }[];
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
}

function parsed(text: string): Output {
  const output: Output = JSON.parse(text) as Output;
  return output;
}

describe('exit codes', () => {
  test('0 when there is nothing to say', async () => {
    const said = await run(folderWith({ 'a.ipynb': CLEAN }), ['check']);
    expect(said).toMatchObject({ code: 0, out: 'No problems in 1 notebook.\n', err: '' });
  });

  test('1 with findings, 0 with --exit-zero', async () => {
    const folder = folderWith({ 'a.ipynb': BROKEN });
    expect((await run(folder, ['check'])).code).toBe(1);
    expect((await run(folder, ['check', '--exit-zero'])).code).toBe(0);
  });

  test('2 for a path that is not there; the others are reported all the same', async () => {
    const folder = folderWith({ 'a.ipynb': BROKEN });
    const said = await run(folder, ['check', 'gone.ipynb', 'a.ipynb', '--format', 'concise']);
    expect(said.code).toBe(2);
    expect(said.out).toContain('a.ipynb:cell 2:1:7: error undefined-name');
    expect(said.err).toBe('nbship: gone.ipynb: expected a file or folder, found no such path\n');
    const { out } = await run(folder, ['check', 'gone.ipynb', '--format', 'json']);
    expect(parsed(out).skipped).toEqual([{ path: 'gone.ipynb', reason: 'expected a file or folder, found no such path' }]);
    expect((await run(folder, ['check', 'gone.ipynb', '--exit-zero'])).code).toBe(2);
  });

  test('0 for information alone', async () => {
    const said = await run(folderWith({ 'a.ipynb': notebookText('x = 1  # nbship: ignore') }), ['check']);
    expect(said).toMatchObject({ code: 0, out: expect.stringContaining('Found 0 problems and 1 note in 1 of 1 notebook.') as string });
  });

  test('2 for a bad configuration, named with its line', async () => {
    const folder = folderWith({ 'a.ipynb': CLEAN, 'nbship.toml': 'select = ["all"]\nignor = []\n', 'good.toml': 'ignore = []\n' });
    const said = await run(folder, ['check']);
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.err).toContain("nbship.toml:2: unknown key 'ignor' (did you mean 'ignore'?)");
    expect((await run(folder, ['check', '--config', 'good.toml'])).code).toBe(0);
    expect((await run(folder, ['check', '--config', 'gone.toml'])).err).toBe('nbship: gone.toml: no such configuration file\n');
  });

  test('2 for a bad flag, an unknown rule, an unknown command', async () => {
    const folder = folderWith({ 'a.ipynb': CLEAN });
    const told = async (...argv: readonly string[]): Promise<string> => {
      const said = await run(folder, argv);
      expect(said.code).toBe(2);
      expect(said.out).toBe('');
      expect(said.err.trim().split('\n')).toHaveLength(1);
      return said.err;
    };
    expect(await told('check', '--formta', 'json')).toContain('--formta');
    expect(await told('check', '--format', 'xml')).toContain(
      "expected one of text, concise, json, sarif, github, gitlab, junit, found 'xml'",
    );
    expect(await told('check', '--select', 'undefined-nam')).toContain("did you mean 'undefined-name'");
    expect(await told('chek')).toContain("unknown command 'chek'");
  });

  test('2 when a notebook cannot be read; the others are reported all the same', async () => {
    const said = await run(folderWith({ 'a.ipynb': '{"cells": [', 'b.ipynb': BROKEN, 'c.ipynb': '' }), ['check', '--format', 'concise']);
    expect(said.code).toBe(2);
    expect(said.out).toContain('b.ipynb:cell 2:1:7: error undefined-name');
    expect(said.err).toMatch(/a\.ipynb: .*expected/);
    expect(said.err).toMatch(/c\.ipynb: .*empty/);
  });
});

describe('what is shown', () => {
  test('text shows the line, a caret, and what to do', async () => {
    const { out } = await run(folderWith({ 'a.ipynb': BROKEN }), ['check']);
    expect(out).toContain('error undefined-name: `y` is used here, and no cell defines it.');
    expect(out).toContain('--> a.ipynb:cell 2:1:7');
    expect(out).toContain('   1 | print(y)\n     |       ^');
    expect(out).toContain('how: ');
    expect(out.endsWith('Found 1 problem in 1 of 1 notebook.\n')).toBe(true);
  });

  test('JSON keeps its contract', async () => {
    const text = notebookText('import math', 'a = "é"\nprint(y)');
    const { out } = await run(folderWith({ 'a.ipynb': text }), ['check', '--format', 'json']);
    const schema: object = JSON.parse(readFileSync(new URL('../../schema/check-output.schema.json', import.meta.url), 'utf8')) as object;
    const validate = new Ajv({ strict: false, validateSchema: false }).compile({ ...schema, $schema: undefined });
    expect(validate(JSON.parse(out)), JSON.stringify(validate.errors)).toBe(true);
    const [finding] = parsed(out).findings;
    expect(finding).toMatchObject({ rule: 'undefined-name', data: { name: 'y' }, cell: 1, cellId: 'cell-1' });
    expect(finding?.range).toEqual({ start: { line: 1, character: 6 }, end: { line: 1, character: 7 } });
    expect(text.split('\n')[(finding?.line ?? 0) - 1]).toContain('print(y)');
  });
});

describe('which files', () => {
  test('folders are searched; checkpoints, ignored files and excluded ones are not', async () => {
    const folder = folderWith({
      'a.ipynb': BROKEN,
      'sub/b.ipynb': BROKEN,
      '.ipynb_checkpoints/a-checkpoint.ipynb': BROKEN,
      'ignored/c.ipynb': BROKEN,
      'old/d.ipynb': BROKEN,
      '.gitignore': 'ignored/\n',
      'nbship.toml': 'exclude = ["old/**"]\n',
    });
    const { out } = await run(folder, ['check', '--format', 'concise']);
    expect(out.match(/^[^:]+\.ipynb/gm)).toEqual(['a.ipynb', 'sub/b.ipynb']);
  });

  test('excluded folders, from the folder of the configuration and wherever the command runs', async () => {
    const folder = folderWith({
      'pyproject.toml': '[tool.nbship]\nexclude = ["work/old", "*.draft.ipynb"]\n',
      'work/old/a.ipynb': BROKEN,
      'work/new/old/b.ipynb': BROKEN,
      'work/new/c.draft.ipynb': BROKEN,
    });
    const names = async (...argv: readonly string[]): Promise<readonly string[] | null> =>
      (await run(`${folder}/work`, ['check', '--format', 'concise', ...argv])).out.match(/^[^:\n]+\.ipynb/gm);
    expect(await names()).toEqual(['new/old/b.ipynb']);
    expect(await names('new', 'old')).toEqual(['new/old/b.ipynb']);
    expect(await names('old/a.ipynb')).toEqual(['old/a.ipynb']);
  });

  test('a deeper .gitignore wins', async () => {
    const files = {
      '.gitignore': '*.ipynb\n',
      'kept/.gitignore': '!b.ipynb\n',
      'a.ipynb': BROKEN,
      'kept/b.ipynb': BROKEN,
      'kept/c.ipynb': BROKEN,
    };
    const { out } = await run(folderWith(files), ['check', '--format', 'concise']);
    expect(out.match(/^[^:\n]+\.ipynb/gm)).toEqual(['kept/b.ipynb']);
  });

  test('percent files when they are named or a glob finds them', async () => {
    const folder = folderWith({ 'a.py': '# %%\nprint(y)\n' });
    expect((await run(folder, ['check'])).out).toBe('No problems in 0 notebooks.\n');
    for (const path of ['a.py', '*.py'])
      expect((await run(folder, ['check', path, '--format', 'concise'])).out).toContain('a.py:cell 1:1:7');
  });

  test('a file that is named is always checked; globs find files', async () => {
    const folder = folderWith({ 'ignored/c.ipynb': BROKEN, '.gitignore': 'ignored/\n', 'x/d.ipynb': BROKEN });
    expect((await run(folder, ['check', 'ignored/c.ipynb', '--format', 'concise'])).out).toContain('ignored/c.ipynb:cell 2');
    expect((await run(folder, ['check', 'x/*.ipynb', '--format', 'concise'])).out).toContain('x/d.ipynb:cell 2');
  });

  test('standard input', async () => {
    const { code, out } = await run(folderWith({}), ['check', '-', '--format', 'concise'], BROKEN);
    expect(code).toBe(1);
    expect(out).toContain('<stdin>.ipynb:cell 2:1:7: error undefined-name');
  });

  test('a notebook of another language is skipped with a note', async () => {
    const julia = CLEAN.replace('"language": "python"', '"language": "julia"').replace('"name": "python3"', '"name": "julia-1.9"');
    const said = await run(folderWith({ 'j.ipynb': julia }), ['check']);
    expect(said.code).toBe(0);
    expect(said.err).toContain('j.ipynb: skipped');
    expect(said.err).toContain('julia');
  });
});

describe('pins', () => {
  test('are read from the files of the project', async () => {
    const text = notebookText('import pandas as pd', 'pd.DataFrame()');
    const code = async (files: Readonly<Record<string, string>>): Promise<number> =>
      (await run(folderWith({ 'notebooks/a.ipynb': text, ...files }), ['check'])).code;
    expect(await code({})).toBe(1);
    expect(await code({ 'requirements.txt': 'pandas==2.2.3\n' })).toBe(0);
    expect(await code({ 'requirements.txt': 'pandas>=2\n' })).toBe(1);
    expect(await code({ 'requirements.txt': '-r base.txt\n', 'base.txt': 'pandas==2.2.3\n' })).toBe(0);
    expect(
      await code({
        'pyproject.toml': '[project]\nname = "a"\ndependencies = ["pandas"]\n',
        'uv.lock': '[[package]]\nname = "pandas"\nversion = "2.2.3"\n',
      }),
    ).toBe(0);
  });
});

test('rules and explain', async () => {
  const folder = folderWith({});
  expect((await run(folder, ['rules'])).out).toContain('undefined-name');
  expect((await run(folder, ['explain', 'undefined-name'])).out).toContain('# undefined-name');
  expect(await run(folder, ['explain', 'undefined-nme'])).toMatchObject({
    code: 2,
    err: expect.stringContaining("did you mean 'undefined-name'") as string,
  });
  expect((await run(folder, ['--help'])).out).toContain('nbship COMMAND');
  expect((await run(folder, ['check', '--help'])).out).toContain('--exit-zero');
});

test('the story of a name, in both orders', async () => {
  const story = '# %% [1]\nrows = [1]\n# %% [3]\nrows.append(2)\n# %% [2]\nprint(rows)\n';
  const folder = folderWith({ 'a.py': story });
  const { out, code } = await run(folder, ['explain', 'a.py:2', 'rows']);
  expect(code).toBe(0);
  expect(out.replaceAll(/ +/g, ' ')).toBe(
    [
      'rows in a.py, from top to bottom',
      ' cell 1 [1] made: list rows = [1]',
      '> cell 2 [3] changed rows.append(2)',
      ' cell 3 [2] read, from cell 1 [1] print(rows)',
      '',
      'As it was run, by the execution counts',
      ' cell 1 [1] made: list rows = [1]',
      ' cell 3 [2] read, from cell 1 [1] print(rows)',
      '> cell 2 [3] changed rows.append(2)',
      '',
    ].join('\n'),
  );
  const json: unknown = JSON.parse((await run(folder, ['explain', 'a.py', 'rows', '--format', 'json'])).out);
  expect(json).toMatchObject({ name: 'rows', document: [{ cell: 'cell 1 [1]', text: 'made: list' }, {}, {}] });
  const failing = async (...args: string[]): Promise<string> => {
    const { code: exit, err } = await run(folder, ['explain', ...args]);
    expect(exit).toBe(2);
    return err;
  };
  expect(await failing('a.py:7', 'rows')).toContain('expected a cell from 1 to 3, found 7');
  expect(await failing('a.py', 'row')).toContain("did you mean 'rows'?");
  expect(await failing('a.py')).toContain('expected the NAME');
  expect(await failing('b.ipynb', 'rows')).toContain('b.ipynb: cannot be read (ENOENT)');
});
