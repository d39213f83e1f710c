// An analysis starts nothing, writes nothing and opens only what it is about, however hostile the notebook and its surroundings are.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { notebookText } from '../cli/ran.ts';
import { canTrace, trace, type Traced } from './traced.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const HOSTILE = notebookText(
  // First: after a change of folder or a shell command nothing is known of files.
  'import pandas as pd\nours = pd.read_csv("data.csv")\nours.a\npd.read_csv("/etc/passwd")\npd.read_csv("../../../../../../../../etc/passwd")',
  'pd.read_csv("linked.csv")\npd.read_csv("inside.csv")\npd.read_csv("pipe.csv")\npd.read_csv("device.csv")\npd.read_csv("folder.csv")\npd.read_csv("outside/passwd")',
  'pd.read_csv("//server/share/x.csv")\npd.read_csv("http://127.0.0.1:9/x.csv")\npd.read_csv("file:///etc/passwd")\npd.read_csv("~/elsewhere.csv")',
  '!touch PWNED\n%run other.py\n%load other.py\n%cd /\n',
  'get_ipython().system("touch PWNED")\nimport os, subprocess\nos.system("touch PWNED")\nsubprocess.run(["touch", "PWNED"])\n__import__("helper")\nexec(open("other.py").read())',
  'import helper\nfrom package import thing\nimport sitecustomize',
  'x = [x for x in range(10**12)]\nwhile True: pass',
);

const FILES: Readonly<Record<string, string>> = {
  'notebooks/hostile.ipynb': HOSTILE,
  'notebooks/data.csv': 'a,b\n1,2\n',
  'notebooks/other.py': 'open("PWNED", "w")',
  'notebooks/helper.py': 'open("PWNED", "w")',
  'notebooks/package/__init__.py': 'open("PWNED", "w")',
  'notebooks/sitecustomize.py': 'open("PWNED", "w")',
  'notebooks/secret.csv': 'a\n1\n',
  'notebooks/.envrc': 'touch PWNED\n',
  'notebooks/.env': 'SECRET=1\n',
  'pyproject.toml':
    '[project]\nname = "hostile"\nversion = "1"\ndependencies = ["pandas"]\n[build-system]\nrequires = ["x"]\nbuild-backend = "evil"\n',
  'requirements.txt': 'numpy\n-r other-requirements.txt\n-e .\n--index-url http://127.0.0.1:9/\n',
  'setup.py': 'open("PWNED", "w")',
  'noxfile.py': 'open("PWNED", "w")',
  'conftest.py': 'open("PWNED", "w")',
  '.python-version': '3.11\n',
  '.gitignore': 'ignored.ipynb\n',
  'ignored.ipynb': HOSTILE,
  '.git/HEAD': 'ref: refs/heads/main\n',
  '.git/config': '[core]\n\tfsmonitor = touch PWNED\n\tpager = touch PWNED\n\thooksPath = hooks\n[filter "x"]\n\tclean = touch PWNED\n',
  '.git/hooks/post-checkout': '#!/bin/sh\ntouch PWNED\n',
  '.venv/bin/python': '#!/bin/sh\ntouch PWNED\n',
};

/** What a check may read of it. */
const READ = ['.gitignore', '.python-version', 'notebooks/data.csv', 'notebooks/hostile.ipynb', 'pyproject.toml', 'requirements.txt'];

let folder = '';
let bundle = '';

beforeAll(() => {
  if (!canTrace()) return;
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'nbship-hostile-')));
  bundle = join(folder, 'bundle/cli.js');
  execFileSync(process.execPath, [join(root, 'node_modules/tsx/dist/cli.mjs'), join(root, 'scripts/build.ts'), bundle]);
  const project = join(folder, 'project');
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(join(project, path, '..'), { recursive: true });
    writeFileSync(join(project, path), text, { mode: 0o755 });
  }
  const notebooks = join(project, 'notebooks');
  symlinkSync('/etc/passwd', join(notebooks, 'linked.csv'));
  symlinkSync('data.csv', join(notebooks, 'inside.csv'));
  symlinkSync('/dev/zero', join(notebooks, 'device.csv'));
  symlinkSync('/etc', join(notebooks, 'outside'));
  symlinkSync('..', join(notebooks, 'circle'));
  mkdirSync(join(notebooks, 'folder.csv'));
  for (const name of ['pipe.csv', 'pipe.ipynb']) execFileSync('mkfifo', [join(notebooks, name)]);
});

afterAll(() => {
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
});

function checked(...args: readonly string[]): Traced {
  return trace([process.execPath, bundle, 'check', ...args], join(folder, 'project'), join(folder, 'log'));
}

/** Every file of the project with its content, but for pipes. */
function content(): string {
  const entries = readdirSync(join(folder, 'project'), { recursive: true, withFileTypes: true })
    .map((each) => join(each.parentPath, each.name))
    .filter((path) => !path.includes('/circle/') && !path.includes('/outside/'));
  const hash = createHash('sha256');
  for (const path of entries.toSorted()) hash.update(`${path}\n${statSync(path).isFile() ? readFileSync(path, 'utf8') : ''}`);
  return hash.digest('hex');
}

// In CI the project's set-up installs strace.
describe.skipIf(!canTrace() && process.env['CI'] === undefined)('a check under strace', () => {
  test('starts nothing, changes nothing, and reads the notebook, its data and what the project declares', () => {
    const before = content();
    const plain = trace([process.execPath, bundle, '--version'], join(folder, 'project'), join(folder, 'log'));
    const traced = checked('.', '--select', 'all', '--format', 'concise');
    expect(traced).toMatchObject({ code: 1, err: '', started: [], changed: [] });
    expect(traced.out).toContain('notebooks/hostile.ipynb:cell');
    // What Node itself and the bundle read to start is not of the analysis.
    const own = [...traced.read].filter((path) => !plain.read.has(path));
    const project = own.filter((path) => path.startsWith(`${folder}/project/`)).map((path) => relative(join(folder, 'project'), path));
    expect(project.toSorted()).toEqual(READ);
    expect(own.filter((path) => !path.startsWith(folder) && !/^\/(proc|sys)\/|^\/etc\/localtime$|\/zoneinfo\//.test(path))).toEqual([]);
    expect(content()).toBe(before);
  });

  test('opens no data file where the configuration says so', () => {
    writeFileSync(join(folder, 'closed.toml'), 'read-data-files = false\n');
    const traced = checked('notebooks', '--config', '../closed.toml', '--format', 'json');
    expect(traced).toMatchObject({ code: 1, started: [], changed: [] });
    expect([...traced.read].filter((path) => path.endsWith('.csv'))).toEqual([]);
  });

  test('starts nothing with explain either', () => {
    const project = join(folder, 'project');
    const traced = trace([process.execPath, bundle, 'explain', 'undefined-name'], project, join(folder, 'log'));
    expect(traced).toMatchObject({ code: 0, started: [], changed: [] });
  });
});
