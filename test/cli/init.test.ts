// `nbship init`: what it would write is shown, is written when told to, and stays the second time; nothing that is there is lost.

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse as parseToml } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';

import { main } from '../../src/cli/main.ts';
import { folderWith, notebookText, run } from './ran.ts';

const read = (folder: string, path: string): string => readFileSync(join(folder, path), 'utf8');

describe('nbship init', () => {
  it('shows what it would write, and writes nothing where nobody can be asked', async () => {
    const folder = folderWith({});
    const { code, out } = await run(folder, ['init']);
    expect(code).toBe(1);
    expect(out).toContain('+++ b/nbship.toml\n');
    expect(out).toContain('+# ignore = ["unpinned-import"]');
    expect(out).toContain('+++ b/.pre-commit-config.yaml\n');
    expect(out).toContain('Nothing was written; --yes does it.');
    expect([existsSync(join(folder, 'nbship.toml')), existsSync(join(folder, '.pre-commit-config.yaml'))]).toEqual([false, false]);
  });

  it('writes a configuration that changes nothing, and the second time nothing', async () => {
    const folder = folderWith({ 'a.ipynb': notebookText('print(lost)') });
    const before = await run(folder, ['check']);
    expect(await run(folder, ['init', '--yes', '--ci', 'github'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('wrote nbship.toml') as string,
    });
    expect(parseToml(read(folder, 'nbship.toml'))).toEqual({});
    expect(parseYaml(read(folder, '.pre-commit-config.yaml'))).toMatchObject({ repos: [{ hooks: [{ id: 'nbship' }] }] });
    expect(parseYaml(read(folder, '.github/workflows/nbship.yml'))).toMatchObject({
      on: { push: null },
      jobs: { nbship: { steps: [{}, {}] } },
    });
    expect(await run(folder, ['check'])).toEqual(before);
    const texts = ['nbship.toml', '.pre-commit-config.yaml', '.github/workflows/nbship.yml'].map((each) => read(folder, each));
    const again = await run(folder, ['init', '--yes', '--ci', 'github']);
    expect(again).toEqual({
      code: 0,
      out: 'nbship.toml: nothing to do\n.pre-commit-config.yaml: nothing to do\n.github/workflows/nbship.yml: nothing to do\n',
      err: '',
    });
    expect(['nbship.toml', '.pre-commit-config.yaml', '.github/workflows/nbship.yml'].map((each) => read(folder, each))).toEqual(texts);
  });

  it('holds examples that are valid where their comment signs are taken away', async () => {
    const folder = folderWith({ 'pyproject.toml': '[project]\nname = "x"\n' });
    await run(folder, ['init', '--yes', '--pyproject', '--no-pre-commit']);
    const uncommented = read(folder, 'pyproject.toml').replaceAll(/^# (?=[\w[-])/gm, '');
    writeFileSync(join(folder, 'pyproject.toml'), uncommented);
    expect(parseToml(uncommented)).toMatchObject({ tool: { nbship: { select: ['all'], severity: { 'unseeded-random': 'error' } } } });
    writeFileSync(join(folder, 'a.ipynb'), notebookText('x = 1'));
    expect((await run(folder, ['check', 'a.ipynb'])).code).toBe(0);
    rmSync(join(folder, 'pyproject.toml'));
    await run(folder, ['init', '--yes', '--no-pre-commit']);
    writeFileSync(join(folder, 'nbship.toml'), read(folder, 'nbship.toml').replaceAll(/^# (?=[a-z-]+ =|\[)/gm, ''));
    expect((await run(folder, ['check', 'a.ipynb'])).code).toBe(0);
  });

  it('keeps every byte of files that are there', async () => {
    const files = {
      'pyproject.toml': '[project]\r\nname = "x"\r\n',
      '.pre-commit-config.yaml':
        '# ours\nrepos:\n- repo: local\n  hooks:\n  - id: other\n    name: other\n    entry: "true"\n    language: system\n',
      '.gitlab-ci.yml': 'stages: [test]\nlint:\n  script: !reference [a, script]',
    };
    const folder = folderWith(files);
    expect((await run(folder, ['init', '--yes', '--pyproject', '--ci', 'gitlab'])).code).toBe(0);
    for (const [path, text] of Object.entries(files)) expect(read(folder, path).startsWith(text), path).toBe(true);
    expect(read(folder, 'pyproject.toml')).toContain('\r\n\r\n[tool.nbship]\r\n');
    expect(read(folder, '.gitlab-ci.yml')).toMatch(/\n\n# Checks the notebooks.*\nnbship:\n/);
    expect((await run(folder, ['init', '--yes', '--pyproject', '--ci', 'gitlab'])).out).not.toContain('wrote');
  });

  it('puts the hook at the root of the repository, and none where there is none', async () => {
    const folder = folderWith({ 'sub/a.ipynb': notebookText('x = 1') });
    await run(join(folder, 'sub'), ['init', '--yes']);
    expect([existsSync(join(folder, '.pre-commit-config.yaml')), existsSync(join(folder, 'sub/nbship.toml'))]).toEqual([true, true]);
    const bare = folderWith({});
    rmSync(join(bare, '.git'), { recursive: true });
    const { code, err } = await run(bare, ['init', '--yes']);
    expect([code, err]).toEqual([0, 'nbship: no git repository here, so no hook: `git init` first\n']);
    expect(existsSync(join(bare, '.pre-commit-config.yaml'))).toBe(false);
  });

  it('writes nothing at all where one of the files is broken or missing', async () => {
    const folder = folderWith({ '.pre-commit-config.yaml': 'repos: {' });
    expect(await run(folder, ['init', '--yes'])).toMatchObject({ code: 2, err: expect.stringContaining('not valid YAML') as string });
    expect(existsSync(join(folder, 'nbship.toml'))).toBe(false);
    expect(await run(folder, ['init', '--yes', '--pyproject'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('found none') as string,
    });
    expect(await run(folder, ['init', '--ci', 'jenkins'])).toMatchObject({ code: 2 });
  });

  it('asks a person, and does not overwrite what changed while the question stood', async () => {
    const folder = folderWith({});
    const host = { cwd: folder, env: {}, isTerminal: true, warn: () => undefined, readInput: () => Promise.resolve('') };
    let said = '';
    const write = (text: string): void => void (said += text);
    expect(await main(['init'], { ...host, write, ask: () => Promise.resolve(false) })).toBe(1);
    expect(said).toContain('Nothing was written.\n');
    const meanwhile = (): Promise<boolean> => {
      writeFileSync(join(folder, 'nbship.toml'), 'ignore = []\n');
      return Promise.resolve(true);
    };
    expect(await main(['init'], { ...host, write, ask: meanwhile })).toBe(2);
    expect(read(folder, 'nbship.toml')).toBe('ignore = []\n');
  });
});
