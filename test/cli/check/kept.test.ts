// Baselines and kept results: what is hidden, what is told, and when a result is made anew.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { folderWith, notebookText, run } from '../ran.ts';

const ONE = notebookText('print(one)', 'print(two)');

describe('--baseline', () => {
  test('hides what it lists, tells what it lists in vain, and drops it when it is written', async () => {
    const folder = folderWith({ 'sub/a.ipynb': ONE, 'b.ipynb': notebookText('print(b)') });
    const check = (...flags: string[]): ReturnType<typeof run> =>
      run(folder, ['check', '--format', 'concise', '--baseline', 'known/base.json', ...flags]);
    mkdirSync(join(folder, 'known'));
    expect((await check()).err).toBe('nbship: known/base.json: no such baseline; --write-baseline makes one\n');
    expect(await check('--write-baseline')).toMatchObject({ code: 0, err: 'nbship: known/base.json: wrote 3 findings of 2 notebooks\n' });
    const text = readFileSync(join(folder, 'known/base.json'), 'utf8');
    expect(text.split('\n')).toContain('      {"rule":"undefined-name","about":"one","cell":"cell-0"},');
    expect(Object.keys((JSON.parse(text) as { notebooks: object }).notebooks)).toEqual(['../b.ipynb', '../sub/a.ipynb']);
    expect(await check()).toMatchObject({ code: 0, out: 'No problems in 2 notebooks.\n', err: '' });
    writeFileSync(join(folder, 'sub/a.ipynb'), notebookText('# one\n# more\nprint(one)', 'two = 2\nprint(two, three)'));
    const said = await check();
    expect(said.out).toBe(
      'sub/a.ipynb:cell 2:2:12: error undefined-name: `three` is used here, and no cell defines it.\nFound 1 problem in 1 of 2 notebooks.\n',
    );
    expect(said.code).toBe(1);
    expect(said.err).toBe(
      "nbship: known/base.json: ../sub/a.ipynb: nothing is found any more for undefined-name 'two' in cell 'cell-1'; --write-baseline takes it out\n",
    );
    expect((await check('--write-baseline', 'sub')).code).toBe(0);
    const after = readFileSync(join(folder, 'known/base.json'), 'utf8');
    expect(after).toBe(text.replace('"about":"two"', '"about":"three"'));
    rmSync(join(folder, 'b.ipynb'));
    await check('--write-baseline', 'sub');
    expect(readFileSync(join(folder, 'known/base.json'), 'utf8')).not.toContain('b.ipynb');
  });

  test('counts findings that are the same, in cells without ids too', async () => {
    const text = (...sources: string[]): string =>
      notebookText(...sources)
        .replaceAll(/ *"id": "cell-\d",\n/g, '')
        .replace('"nbformat_minor": 5', '"nbformat_minor": 4');
    const folder = folderWith({ 'a.ipynb': text('from math import *', 'from math import *') });
    const flags = ['check', '--select', 'star-import', '--baseline', 'base.json', '--format', 'concise'];
    await run(folder, [...flags, '--write-baseline']);
    expect(readFileSync(join(folder, 'base.json'), 'utf8')).toContain('"count":2}');
    writeFileSync(join(folder, 'a.ipynb'), text('x = 1', 'from math import *', 'from math import *', 'from math import *'));
    expect((await run(folder, flags)).out).toContain('Found 0 problems and 1 note');
  });

  test('that is no baseline is told', async () => {
    const folder = folderWith({ 'a.ipynb': ONE, 'bad.json': '{', 'other.json': '{"version": 1, "notebooks": {"a": [{"rule": 3}]}}' });
    for (const path of ['bad.json', 'other.json']) {
      const said = await run(folder, ['check', '--baseline', path]);
      expect(said).toMatchObject({ code: 2, out: '' });
      expect(said.err).toContain(`nbship: ${path}: `);
    }
  });
});

describe('--statistics', () => {
  test('counts by rule', async () => {
    const folder = folderWith({ 'a.ipynb': ONE, 'b.ipynb': notebookText('print(b)', 'x = 1  # nbship: ignore') });
    expect((await run(folder, ['check', '--statistics'])).out).toBe(
      '3  undefined-name      in 2 notebooks\n1  unused-suppression  in 1 notebook; 1 fixable\nFound 3 problems and 1 note in 2 of 2 notebooks.\n',
    );
    expect(JSON.parse((await run(folder, ['check', '--statistics', '--format', 'json'])).out)).toMatchObject({
      version: 1,
      statistics: [{ rule: 'undefined-name', findings: 3, notebooks: 2, safe: 0, suggested: 0 }, {}],
    });
  });
});

describe('--cache', () => {
  const entries = (folder: string): readonly string[] =>
    readdirSync(join(folder, '.nbship_cache'), { recursive: true, encoding: 'utf8' }).filter((each) => /[0-9a-f]{32}$/.test(each));

  /** Says something else in each kept result, so that a test sees whether it is used. */
  const mark = (folder: string): void => {
    for (const each of entries(folder)) {
      const path = join(folder, '.nbship_cache', each);
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll('is used here', 'IS KEPT'));
    }
  };
  const kept = async (folder: string, ...flags: string[]): Promise<boolean> =>
    (await run(folder, ['check', '--cache', '--format', 'concise', ...flags])).out.includes('IS KEPT');

  test('gives the same reports, in every format', async () => {
    const folder = folderWith({
      'a.ipynb': ONE,
      'b.ipynb': '{',
      'c.ipynb': notebookText('x = 1'),
      'd.py': '# %%\nprint(later)\n# %%\nlater = 1\n',
    });
    for (const format of ['text', 'concise', 'json', 'sarif', 'github', 'gitlab', 'junit']) {
      const flags = ['check', '.', 'd.py', '--format', format];
      const plain = await run(folder, flags);
      for (const cached of [await run(folder, [...flags, '--cache']), await run(folder, [...flags, '--cache'])])
        expect(cached).toEqual(plain);
    }
    expect(readFileSync(join(folder, '.nbship_cache/.gitignore'), 'utf8')).toBe('*\n');
  });

  test('holds no line of a notebook', async () => {
    const folder = folderWith({ 'a.ipynb': notebookText('key = "s3cr3t-v4lue"; print(gone)') });
    await run(folder, ['check', '--cache']);
    for (const each of entries(folder)) expect(readFileSync(join(folder, '.nbship_cache', each), 'utf8')).not.toContain('s3cr3t');
    expect((await run(folder, ['check', '--cache'])).out).toContain('s3cr3t-v4lue');
  });

  test('is asked for by a flag, a folder or the configuration, and refused by a flag', async () => {
    const folder = folderWith({ 'a.ipynb': ONE });
    await run(folder, ['check']);
    expect(existsSync(join(folder, '.nbship_cache'))).toBe(false);
    await run(folder, ['check', '--cache-dir', 'elsewhere']);
    expect(existsSync(join(folder, 'elsewhere'))).toBe(true);
    writeFileSync(join(folder, 'nbship.toml'), 'cache = true\n');
    await run(folder, ['check', '--no-cache']);
    expect(existsSync(join(folder, '.nbship_cache'))).toBe(false);
    await run(folder, ['check']);
    expect(entries(folder)).toHaveLength(1);
  });

  test('is used as long as nothing changes that decides the result', async () => {
    const reading = notebookText('import pandas as pd\ndf = pd.read_csv("data.csv")\ndf["a"]\nprint(gone)');
    const folder = folderWith({ 'a.ipynb': reading, 'requirements.txt': 'pandas==2.2.3\n', 'data.csv': 'a\n1\n' });
    const fresh = async (change: () => void, ...flags: string[]): Promise<void> => {
      await run(folder, ['check', '--cache', ...flags]);
      mark(folder);
      expect(await kept(folder, ...flags)).toBe(true);
      change();
      expect(await kept(folder, ...flags)).toBe(false);
    };
    await fresh(() => writeFileSync(join(folder, 'a.ipynb'), `${reading} `));
    await fresh(() => writeFileSync(join(folder, 'requirements.txt'), 'pandas==2.2.33\n'));
    await fresh(() => writeFileSync(join(folder, 'data.csv'), 'a,b\n1,2\n'));
    await fresh(() => utimesSync(join(folder, 'data.csv'), 1, 1));
    await fresh(() => writeFileSync(join(folder, 'local_module.py'), ''));
    await fresh(() => writeFileSync(join(folder, 'nbship.toml'), 'ignore = ["star-import"]\n'));
    await run(folder, ['check', '--cache']);
    mark(folder);
    expect(await kept(folder, '--ignore', 'error-output')).toBe(false);
    // Other notebooks decide nothing.
    writeFileSync(join(folder, 'other.ipynb'), ONE);
    expect(await kept(folder)).toBe(true);
  });

  test('is outdated in every folder by what changes in one above them, which a run looks at once', async () => {
    const folder = folderWith({ 'a/one.ipynb': ONE, 'b/two.ipynb': ONE, 'c/d/three.ipynb': ONE, 'pyproject.toml': '[tool.x]\n' });
    const fresh = async (change: () => void): Promise<void> => {
      const before = await run(folder, ['check', '--cache', '--format', 'concise']);
      mark(folder);
      const marked = await run(folder, ['check', '--cache', '--format', 'concise']);
      expect(marked.out.split('IS KEPT')).toHaveLength(7);
      change();
      expect(await run(folder, ['check', '--cache', '--format', 'concise'])).toEqual(before);
    };
    await fresh(() => writeFileSync(join(folder, 'requirements.txt'), 'pandas==2.2.3\n'));
    await fresh(() => writeFileSync(join(folder, 'requirements.txt'), 'pandas==2.2.33\n'));
    await fresh(() => writeFileSync(join(folder, 'local_module.py'), ''));
    await fresh(() => mkdirSync(join(folder, 'package')));
  });

  test('that is damaged is passed over', async () => {
    const folder = folderWith({ 'a.ipynb': ONE });
    const plain = await run(folder, ['check']);
    for (const damage of ['', '{', '[]', '{"content": 1}', '\u0000']) {
      await run(folder, ['check', '--cache']);
      for (const each of entries(folder)) writeFileSync(join(folder, '.nbship_cache', each), damage);
      expect(await run(folder, ['check', '--cache'])).toEqual(plain);
    }
    writeFileSync(join(folder, 'file'), '');
    expect(await run(folder, ['check', '--cache-dir', 'file'])).toEqual(plain);
  });
});
