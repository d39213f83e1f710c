// What is installed, read from the files of environments as pip, conda and Debian lay them.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

import { UserError } from '../../src/core/config/settings.ts';
import { readEnvironment } from '../../src/machine/environment.ts';
import { readInstalled } from '../../src/machine/installed.ts';

let place = '';

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'nbship-test-'));
  onTestFinished(() => rmSync(place, { recursive: true, force: true }));
});

function put(path: string, text = ''): void {
  mkdirSync(dirname(join(place, path)), { recursive: true });
  writeFileSync(join(place, path), text);
}

/** A wheel as pip lays it out. */
function wheel(site: string, name: string, version: string, files: readonly string[], tops?: string): void {
  const info = `${site}/${name}-${version}.dist-info`;
  put(`${info}/METADATA`, `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n\nName: not this one\n`);
  put(`${info}/RECORD`, [...files, `${name}-${version}.dist-info/METADATA`].map((each) => `${each},sha256=x,1`).join('\n'));
  if (tops !== undefined) put(`${info}/top_level.txt`, tops);
  for (const each of files) put(`${site}/${each}`);
}

describe('readInstalled', () => {
  it('reads a virtual environment by its folder and by its interpreter', async () => {
    const site = '.venv/lib/python3.11/site-packages';
    put('.venv/pyvenv.cfg', 'home = /usr/bin\ninclude-system-site-packages = false\nversion = 3.11.7\n');
    put('.venv/bin/python');
    wheel(site, 'scikit_learn', '1.5.2', [
      'sklearn/__init__.py',
      'sklearn/svm/_classes.py',
      'sklearn/_fast.cpython-311-x86_64-linux-gnu.so',
    ]);
    wheel(site, 'six', '1.16.0', ['six.py'], 'six\n');
    for (const named of ['.venv', '.venv/bin/python']) {
      const { packages, versions, python, modules, modulesOf } = await readInstalled(join(place, named), {});
      expect(python).toBe('3.11.7');
      expect(Object.fromEntries(versions)).toEqual({ 'scikit-learn': '1.5.2', six: '1.16.0' });
      expect(Object.fromEntries(packages)).toEqual({ sklearn: ['scikit-learn'], six: ['six'] });
      expect([...(modules ?? [])].sort()).toEqual(['six', 'sklearn']);
      expect([...(modulesOf?.('sklearn').get('scikit-learn') ?? [])].sort()).toEqual([
        'sklearn',
        'sklearn._fast',
        'sklearn.svm',
        'sklearn.svm._classes',
      ]);
    }
  });

  it('tells the parts of a namespace apart', async () => {
    const site = 'env/lib/python3.12/site-packages';
    wheel(site, 'google-cloud-storage', '2.18.2', ['google/cloud/storage/__init__.py']);
    wheel(site, 'protobuf', '5.28.0', ['google/protobuf/message.py']);
    const { packages, modulesOf } = await readInstalled(join(place, 'env'), {});
    expect(packages.get('google')).toEqual(['google-cloud-storage', 'protobuf']);
    expect(modulesOf?.('google').get('google-cloud-storage')?.has('google.cloud.storage')).toBe(true);
    expect(modulesOf?.('google').get('protobuf')?.has('google.cloud.storage')).toBe(false);
  });

  it("reads conda's environments, also as they lie on Windows", async () => {
    put('conda/conda-meta/python-3.12.3-hab00c5b_0.json', '{}');
    put('conda/Lib/site-packages/numpy-1.26.4.dist-info/METADATA', 'Name: numpy\nVersion: 1.26.4\n');
    put('conda/Lib/site-packages/numpy-1.26.4.dist-info/top_level.txt', 'numpy\n');
    put('conda/python.exe');
    for (const named of ['conda', 'conda/python.exe']) {
      const { versions, python, packages } = await readInstalled(join(place, named), {});
      expect([python, versions.get('numpy'), packages.get('numpy')]).toEqual(['3.12.3', '1.26.4', ['numpy']]);
    }
  });

  it('sees what an environment shares, what is linked into it, and what came as an egg', async () => {
    put('base/bin/python3.11');
    wheel('base/lib/python3.11/site-packages', 'numpy', '1.26.4', ['numpy/__init__.py']);
    put('env/pyvenv.cfg', `home = ${join(place, 'base', 'bin')}\ninclude-system-site-packages = true\nversion = 3.11.7\n`);
    const site = 'env/lib/python3.11/site-packages';
    put(`${site}/old-1.0.egg-info`, 'Name: old\nVersion: 1.0\n');
    put(`${site}/__editable__.mine-0.1.pth`, `${join(place, 'work', 'src')}\nimport something\n`);
    put(`${site}/__editable___other_0_1_finder.py`, `MAPPING: dict[str, str] = {'other': '/work/other'}\n`);
    put('work/src/mine/__init__.py');
    const { versions, modules } = await readInstalled(join(place, 'env'), {});
    expect(Object.fromEntries(versions)).toEqual({ old: '1.0', numpy: '1.26.4' });
    for (const each of ['numpy', 'mine', 'other']) expect(modules?.has(each), each).toBe(true);
  });

  it('looks a plain name up on PATH, and says what is not there', async () => {
    put('tools/bin/mypython');
    wheel('tools/lib/python3.13/site-packages', 'six', '1.16.0', ['six.py']);
    expect((await readInstalled('mypython', { PATH: join(place, 'tools', 'bin') })).python).toBe('3.13');
    await expect(readInstalled(join(place, 'none'), {})).rejects.toThrow(UserError);
    mkdirSync(join(place, 'empty'));
    await expect(readInstalled(join(place, 'empty'), {})).rejects.toThrow(/expected an interpreter or the folder of an environment/);
  });
});

const python = process.env['NBSHIP_TEST_PYTHON'];

describe.skipIf(python === undefined)('against the interpreter itself', () => {
  it('knows the same versions and packages as importlib.metadata, and more modules', async () => {
    const asked = await readEnvironment(python ?? '');
    const read = await readInstalled(python ?? '', process.env);
    expect(read.python).toBe(asked.python);
    expect(Object.fromEntries(read.versions)).toEqual(
      Object.fromEntries(Object.entries(asked.installed).map(([name, { version }]) => [name, version])),
    );
    for (const [root, names] of Object.entries(asked.packages))
      if (/^[A-Za-z_]\w*$/.test(root) && !root.startsWith('_')) expect(read.packages.get(root) ?? [], root).toEqual([...names].sort());
    const listed: unknown = JSON.parse(
      execFileSync(
        python ?? '',
        [
          '-I',
          '-c',
          'import json, pkgutil, sys; print(json.dumps([m.name for m in pkgutil.iter_modules() if "site-packages" in str(m.module_finder.path)]))',
        ],
        {
          encoding: 'utf8',
        },
      ),
    );
    for (const each of Array.isArray(listed) ? listed : []) expect(read.modules?.has(String(each)), String(each)).toBe(true);
  });
});
