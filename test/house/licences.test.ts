// What is bundled may be passed on: every package has a licence that allows it, and its text travels along.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { globSync } from 'tinyglobby';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundledPackages, isAllowed, licencesText, packageFolders, readPackage } from '../../scripts/licences.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('the file with the licences of what is bundled', () => {
  let entries: readonly { readonly name: string; readonly licence: string; readonly bundles: string; readonly text: string }[] = [];

  beforeAll(() => {
    execFileSync(process.execPath, [join(root, 'node_modules/tsx/dist/cli.mjs'), join(root, 'scripts/build.ts')], {
      cwd: root,
      stdio: 'pipe',
    });
    const file = readFileSync(join(root, 'dist/THIRD_PARTY_LICENSES.txt'), 'utf8');
    entries = [...file.matchAll(/^={80}\n(\S+) \S+\nLicence: (.+)\nIn: (.+)\n-{80}\n([\s\S]*?)(?=\n={80}\n|$(?![\s\S]))/gm)].map(
      ([, name = '', licence = '', bundles = '', text = '']) => ({ name, licence, bundles, text }),
    );
  }, 60_000);

  it('names every package that the code imports', () => {
    const imported = new Set(
      globSync('src/**/*.ts', { cwd: root }).flatMap((file) =>
        [...readFileSync(join(root, file), 'utf8').matchAll(/^import (?!type )[^;]*?from '((?:@[\w-]+\/)?[\w.:-]+)[^']*';/gm)].map(
          ([, name = '']) => name,
        ),
      ),
    );
    const packages = [...imported].filter((name) => !isBuiltin(name) && !name.startsWith('.') && name !== 'vscode');
    expect(packages).toEqual(expect.arrayContaining(['py-ast', 'zod', 'yaml']));
    const named = entries.map((entry) => entry.name);
    // Of a package that only gives types nothing is in a bundle.
    expect(packages.filter((name) => !named.includes(name) && !name.startsWith('@jupyterlab/'))).toEqual([]);
  });

  it('holds a licence from the list, its text, and who holds it, for each', () => {
    expect(entries.length).toBeGreaterThan(5);
    const names = (wrong: (entry: (typeof entries)[number]) => boolean): readonly string[] => entries.filter(wrong).map(({ name }) => name);
    expect(names(({ licence }) => !isAllowed(licence))).toEqual([]);
    expect(names(({ text }) => !/copyright|public domain|permission/i.test(text) || text.length < 300)).toEqual([]);
    expect(names(({ bundles }) => !/^dist\/[\w.-]+(, dist\/[\w.-]+)*$/.test(bundles))).toEqual([]);
  });
});

describe('the licence of a package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nbship-licences-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function install(name: string, manifest: object, files: Readonly<Record<string, string>>): string {
    const place = join(folder, 'node_modules', name);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'package.json'), JSON.stringify({ name, version: '1.0.0', type: 'module', main: 'index.js', ...manifest }));
    for (const [file, text] of Object.entries(files)) writeFileSync(join(place, file), text);
    return place;
  }

  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['MIT AND ISC', true],
    ['MIT AND GPL-3.0-only', false],
    ['GPL-3.0-only', false],
    ['SEE LICENSE IN LICENSE', false],
  ])('%s may be passed on: %s', (expression, expected) => {
    expect(isAllowed(expression)).toBe(expected);
  });

  it('is asked of what is in the bundle, and not of what was only looked at', async () => {
    install('kept', { license: 'ISC' }, { 'index.js': "export const kept = 'kept';", LICENSE: 'Permission', NOTICE: 'Made by many' });
    install('@scope/dropped', { license: 'ISC', sideEffects: false }, { 'index.js': 'export const dropped = 1;', LICENSE: 'Permission' });
    writeFileSync(join(folder, 'main.js'), "import { kept } from 'kept'; import { dropped } from '@scope/dropped'; console.log(kept);");
    const { metafile } = await build({
      absWorkingDir: folder,
      entryPoints: ['main.js'],
      bundle: true,
      metafile: true,
      write: false,
      outfile: 'out.js',
    });
    expect([...packageFolders(metafile, folder)]).toEqual([join(folder, 'node_modules/kept')]);
    const packages = bundledPackages(new Map([['dist/out.js', metafile]]), folder);
    expect(packages).toEqual([
      { name: 'kept', version: '1.0.0', licence: 'ISC', text: 'Permission\n\nMade by many', bundles: ['dist/out.js'] },
    ]);
    expect(licencesText(packages)).toContain('kept 1.0.0\nLicence: ISC\nIn: dist/out.js\n');
  });

  it('is missed where there is none, or none that may be passed on', () => {
    const closed = install('closed', { license: 'UNLICENSED' }, { LICENSE: 'All rights reserved' });
    expect(() => readPackage(closed, [])).toThrow('closed 1.0.0 has the licence "UNLICENSED"; expected one of');
    const bare = install('bare', { license: 'MIT' }, {});
    expect(() => readPackage(bare, [])).toThrow('bare 1.0.0 comes without the text of its licence (MIT)');
  });
});
