// A notebook with installs, fixed and locked, gives an environment in which it really runs. Slow: it makes environments.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nullable, object, record, string, type infer as Infer } from 'zod/mini';

import { modelOf, notebookFrom } from '../../../src/cli/analyse.ts';
import { findUv } from '../../../src/cli/export/lock.ts';
import { resolveSettings } from '../../../src/core/config/settings.ts';
import { chooseFixes } from '../../../src/core/lint/fix.ts';
import { lint } from '../../../src/core/lint/lint.ts';
import { applyEdits } from '../../../src/core/notebook/write.ts';
import type { InstalledFacts } from '../../../src/core/semantics/ports.ts';
import { readEnvironment } from '../../../src/machine/environment.ts';
import { runProgram } from '../../../src/machine/process.ts';
import { notebookText, run } from '../ran.ts';

const base = process.env['NBSHIP_TEST_PYTHON'];
const MINUTES = 60_000;
const bin = process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python';

/** Not the newest, and none of them in the environment of the tests. */
const THERE = ['humanize==4.9.0', 'tabulate==0.9.0', 'python-slugify==8.0.1', 'ipykernel'];

const NOTEBOOK = notebookText(
  '!pip install humanize tabulate',
  '!pip3 install "python-slugify>=8"\nimport humanize\nfrom slugify import slugify\nfrom tabulate import tabulate',
  'from importlib.metadata import version\nused = {name: version(name) for name in ("humanize", "tabulate", "python-slugify", "text-unidecode")}',
  'title = slugify("Déjà vu: the résumé")\nsize = humanize.naturalsize(123456789)',
  'table = tabulate([[title, size]], headers=["title", "size"], tablefmt="github")',
);

const answer = object({ failure: nullable(string()), values: record(string(), string()) });

async function pip(python: string, ...args: readonly string[]): Promise<void> {
  const { code, stderr } = await runProgram(python, ['-m', 'pip', '--isolated', '--disable-pip-version-check', 'install', '-q', ...args]);
  if (code !== 0) throw new Error(`pip install ${args.join(' ')}: ${stderr}`);
}

async function uv(...args: readonly string[]): Promise<void> {
  const found = await findUv(base ?? 'python3', () => undefined, {});
  if (!found) throw new Error('uv could not be found or installed');
  const { code, stderr } = await runProgram(found.program, [...found.args, ...args], { env: { UV_PYTHON_DOWNLOADS: 'never' } });
  if (code !== 0) throw new Error(`uv ${args.join(' ')}: ${stderr}`);
}

async function environmentAt(folder: string): Promise<string> {
  await uv('venv', '-q', '--seed', '--python', base ?? 'python3', folder);
  return join(folder, bin);
}

async function runNotebook(python: string, path: string): Promise<Infer<typeof answer>> {
  const script = fileURLToPath(new URL('run_notebook.py', import.meta.url));
  const { stdout, stderr } = await runProgram(python, [script, path], { env: { IPYTHONDIR: join(path, '../.ipython') } });
  if (stdout === '') throw new Error(stderr);
  return answer.parse(JSON.parse(stdout));
}

/** All fixes of the rules on installs, as `Fix all` and a person who agrees apply them. */
function fixed(text: string, installed: InstalledFacts): string {
  const settings = resolveSettings({}, { select: ['shell-install', 'unpinned-install'] });
  for (let round = 0, now = text; round < 5; round++) {
    const notebook = notebookFrom('a.ipynb', now);
    const chosen = chooseFixes(lint(modelOf(notebook, { installed }), settings), ['safe', 'suggested']);
    if (chosen.length === 0) return now;
    now = applyEdits(
      now,
      notebook,
      chosen.flatMap((each) => each.fix?.edits ?? []),
    );
  }
  throw new Error('the fixes do not come to an end');
}

describe.skipIf(base === undefined)('a notebook with installs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nbship-real-'));
  const study = join(folder, 'study');
  const path = join(study, 'a.ipynb');
  let own = '';

  beforeAll(async () => {
    mkdirSync(join(study, '.git'), { recursive: true });
    own = await environmentAt(join(folder, 'own'));
    await uv('pip', 'install', '-q', '--python', own, ...THERE);
  }, 5 * MINUTES);
  afterAll(() => rmSync(folder, { recursive: true, force: true }), MINUTES);

  it(
    'is fixed, locked, and runs in a fresh environment made of the lock, with the same values',
    async () => {
      const { installed, packages } = await readEnvironment(own);
      const versions = new Map(Object.entries(installed).map(([name, each]) => [name, each.version]));
      writeFileSync(path, fixed(NOTEBOOK, { packages: new Map(Object.entries(packages)), versions }));
      const text = readFileSync(path, 'utf8');
      expect(text).toContain('%pip install humanize==4.9.0 tabulate==0.9.0');
      expect(text).toContain('%pip install \\"python-slugify==8.0.1\\"');

      expect((await run(study, ['lock', 'a.ipynb', '--python', own, '--check'])).code).toBe(1);
      const said = await run(study, ['lock', 'a.ipynb', '--python', own]);
      expect(said).toMatchObject({ code: 0, out: expect.stringMatching(/requirements\.txt written: \d+ packages with hashes/) as unknown });
      expect((await run(study, ['lock', 'a.ipynb', '--python', own, '--check'])).out).toBe('a.ipynb: locked\n');

      const fresh = await environmentAt(join(folder, 'fresh'));
      await pip(fresh, '--require-hashes', '-r', join(study, 'requirements.txt'));
      const there = await runNotebook(own, path);
      const here = await runNotebook(fresh, path);
      expect(here.failure).toBeNull();
      expect(here).toEqual(there);
      expect(here.values['used']).toBe("{'humanize': '4.9.0', 'tabulate': '0.9.0', 'python-slugify': '8.0.1', 'text-unidecode': '1.3'}");
      const made = (await readEnvironment(fresh)).installed;
      const differ = Object.entries(made).filter(
        ([name, each]) => name !== 'pip' && name !== 'setuptools' && versions.get(name) !== each.version,
      );
      expect(differ).toEqual([]);
    },
    5 * MINUTES,
  );

  it(
    'is locked as a uv project, and runs in what `uv sync` makes of it',
    async () => {
      const project = join(folder, 'project');
      mkdirSync(join(project, '.git'), { recursive: true });
      writeFileSync(join(project, 'a.ipynb'), notebookText('import humanize\nsize = humanize.naturalsize(123456789)'));
      writeFileSync(
        join(project, 'pyproject.toml'),
        '[project]\nname = "study"  # kept\nversion = "1"\nrequires-python = ">=3.10"\ndependencies = [\n    "ipykernel",  # runs it\n]\n\n[tool.uv]\npackage = false\n',
      );
      const asked = await run(project, ['lock', 'a.ipynb', '--python', own]);
      expect(asked.code).toBe(1);
      expect(asked.out).toContain('+    "humanize>=4.9.0",');
      expect(asked.out).toContain('Nothing was written');
      const { code, out } = await run(project, ['lock', 'a.ipynb', '--python', own, '--yes']);
      expect([code, out]).toEqual([0, 'pyproject.toml changed, uv.lock written: locked by uv; `uv sync` installs it\n']);
      expect(readFileSync(join(project, 'pyproject.toml'), 'utf8')).toContain('name = "study"  # kept');
      expect(readFileSync(join(project, 'uv.lock'), 'utf8')).toMatch(/name = "humanize"\nversion = "4\.9\.0"/);
      expect((await run(project, ['lock', 'a.ipynb', '--python', own])).out).toBe('pyproject.toml, uv.lock: nothing to change\n');
      expect((await run(project, ['lock', 'a.ipynb', '--python', own, '--check'])).code).toBe(0);
      await uv('sync', '-q', '--frozen', '--project', project, '--python', base ?? 'python3');
      expect(await runNotebook(join(project, '.venv', bin), join(project, 'a.ipynb'))).toMatchObject({
        failure: null,
        values: { size: "'123.5 MB'" },
      });
    },
    5 * MINUTES,
  );

  it(
    'has two notebooks of one folder locked together, and the lock renewed where versions drift',
    async () => {
      const two = join(folder, 'two');
      mkdirSync(join(two, '.git'), { recursive: true });
      writeFileSync(join(two, 'a.ipynb'), notebookText('import humanize'));
      writeFileSync(join(two, 'b.ipynb'), notebookText('import tabulate'));
      writeFileSync(join(two, 'requirements.txt'), '# the study\ntabulate==0.8.10  # tables\njupyterlab\n');
      const check = await run(two, ['lock', '--check', 'a.ipynb', 'b.ipynb', '--python', own]);
      expect(check).toMatchObject({
        code: 1,
        out: 'a.ipynb: humanize (import humanize): neither declared nor locked\nb.ipynb: tabulate: 0.8.10 in requirements.txt, 0.9.0 in the environment\n',
      });
      await run(two, ['lock', 'a.ipynb', 'b.ipynb', '--python', own, '--yes']);
      expect(readFileSync(join(two, 'requirements.txt'), 'utf8')).toBe(
        '# the study\ntabulate==0.9.0  # tables\njupyterlab\nhumanize==4.9.0\n',
      );
      expect((await run(two, ['lock', '--check', 'a.ipynb', 'b.ipynb', '--python', own])).code).toBe(0);
    },
    MINUTES,
  );
});
