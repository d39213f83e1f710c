// Everything of a release, made as a stranger would make it: what each artefact holds, file by file, and that it runs where it is installed.

import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RULES } from '../../src/core/rules/index.ts';
import { tarFiles, zipEntries } from './archive.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const python = process.env['NBSHIP_TEST_PYTHON'];
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
const MEGABYTE = 1_000_000;
const churn = join(root, 'examples/churn/churn.ipynb');

const SCHEMAS = ['schema/check-output.schema.json', 'schema/nbship.schema.json'];
/** What the command line needs to run, and must bring along: in all three. */
const COMMAND_LINE = ['dist/THIRD_PARTY_LICENSES.txt', 'dist/cli.js', 'dist/lsp-library.js', 'dist/mcp-library.js'];
const NPM = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'package.json',
  ...COMMAND_LINE,
  ...RULES.map((rule) => `docs/rules/${rule.id}.md`),
  ...SCHEMAS,
];
const WHEEL = [
  ...['__init__.py', '__main__.py', ...COMMAND_LINE.filter((file) => file.endsWith('.js'))].map((file) => `nbship/${file}`),
  ...['METADATA', 'RECORD', 'WHEEL', 'entry_points.txt', 'licenses/LICENSE', 'licenses/THIRD_PARTY_LICENSES.txt'].map(
    (file) => `nbship-${version}.dist-info/${file}`,
  ),
];
const WALKTHROUGH = ['command-line.md', 'dependencies.png', 'export.png', 'problems.png', 'quick-fix.png'];
const VSIX = [
  '[Content_Types].xml',
  'extension.vsixmanifest',
  ...['LICENSE.txt', 'changelog.md', 'package.json', 'readme.md', 'bin/nbship', 'bin/nbship.cmd'].map((file) => `extension/${file}`),
  ...[...COMMAND_LINE, ...['extension.cjs', 'graph.js', 'plan.js', 'web.cjs'].map((file) => `dist/${file}`)].map(
    (file) => `extension/${file}`,
  ),
  ...RULES.map((rule) => `extension/dist/rules/${rule.id}.nbship.md`),
  ...SCHEMAS.map((file) => `extension/${file}`),
  ...['media/icon.png', ...WALKTHROUGH.map((file) => `media/walkthrough/${file}`), ...picturesOfReadme()].map(
    (file) => `extension/${file}`,
  ),
];

function picturesOfReadme(): readonly string[] {
  return [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/\]\((media\/[\w/.-]+)\)/g)].map(([, path]) => path ?? '');
}

function sorted(names: Iterable<string>): readonly string[] {
  return [...new Set(names)].toSorted();
}

// Making the wheel, and what the release commit is cloned with, needs the tools of the tests' Python.
describe.skipIf(python === undefined)('a release', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nbship-release-'));
  const out = join(folder, 'out');
  const wheel = join(out, `nbship-${version}-py3-none-any.whl`);
  const vsix = join(out, `nbship-${version}.vsix`);
  const tarball = join(out, `nbship-${version}.tgz`);
  const env = { ...process.env, PATH: `${dirname(python ?? '')}${delimiter}${process.env['PATH'] ?? ''}` };
  const run = (program: string, ...args: readonly string[]): string =>
    execFileSync(program, args, { cwd: folder, env, encoding: 'utf8', stdio: 'pipe', shell: process.platform === 'win32' });

  beforeAll(() => {
    run(process.execPath, join(root, 'scripts/release.mjs'), '--dry', '--with-changes', out);
  }, 240_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }), 60_000);

  it('is three files, their checksums, and a repository', () => {
    expect(sorted(readdirSync(out))).toEqual(
      sorted(['SHA256SUMS', 'repository', ...[tarball, vsix, wheel].map((each) => each.slice(out.length + 1))]),
    );
    const sums = [tarball, vsix, wheel].map(
      (file) => `${createHash('sha256').update(readFileSync(file)).digest('hex')}  ${file.slice(out.length + 1)}`,
    );
    expect(sorted(readFileSync(join(out, 'SHA256SUMS'), 'utf8').trim().split('\n'))).toEqual(sorted(sums));
  });

  it('has an npm package of exactly these files, with nothing to install or to run at installation', () => {
    const files = tarFiles(readFileSync(tarball));
    expect(sorted(files.keys())).toEqual(sorted(NPM.map((file) => `package/${file}`)));
    const manifest: unknown = JSON.parse(files.get('package/package.json') ?? '');
    for (const key of ['dependencies', 'devDependencies', 'scripts']) expect(manifest).not.toHaveProperty(key);
  });

  it('has a .vsix of exactly these files, its entries under 1 MB and itself under 3', () => {
    const sizes = zipEntries(readFileSync(vsix));
    expect(sorted(sizes.keys())).toEqual(sorted(VSIX));
    for (const entry of ['extension/dist/extension.cjs', 'extension/dist/web.cjs']) expect(sizes.get(entry), entry).toBeLessThan(MEGABYTE);
    expect(readFileSync(vsix).length).toBeLessThan(3 * MEGABYTE);
  });

  it('has bundles of ASCII only, which V8 reads at a byte a character', () => {
    const files = tarFiles(readFileSync(tarball));
    for (const file of COMMAND_LINE.filter((each) => each.endsWith('.js')))
      expect(/[\u0080-\uffff]/.exec(files.get(`package/${file}`) ?? '')?.index, file).toBeUndefined();
  });

  it('has every file in the .vsix that its manifest names', () => {
    const manifest = readFileSync(join(root, 'package.json'), 'utf8');
    const named = [...manifest.matchAll(/"(?:\.\/)?((?:dist|media)\/[\w./-]+\.(?:cjs|png|md))"/g)].map(([, path]) => `extension/${path}`);
    expect(named).toContain('extension/dist/extension.cjs');
    expect(named.filter((path) => !VSIX.includes(path))).toEqual([]);
  });

  it('has a wheel of exactly these files', () => {
    expect(sorted(zipEntries(readFileSync(wheel)).keys())).toEqual(sorted(WHEEL));
  });

  it('has the same command line in the npm package as in the commit for pre-commit', () => {
    const bundle = readFileSync(join(out, 'repository/dist/cli.js'), 'utf8');
    expect(tarFiles(readFileSync(tarball)).get('package/dist/cli.js')).toBe(bundle);
    expect(run('git', '-C', join(out, 'repository'), 'ls-files', 'dist').trim().split('\n')).toEqual(COMMAND_LINE);
    expect(run('git', '-C', join(out, 'repository'), 'status', '--porcelain')).toBe('');
    expect(run('git', '-C', join(out, 'repository'), 'tag', '--points-at', 'HEAD')).toBe('');
  });

  it('refuses a folder that is something else', () => {
    const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts/release.mjs'), '--dry', '--with-changes', folder], {
      env,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('is no earlier release') as unknown });
  });

  it('installs from the npm package as a program', () => {
    run('npm', 'install', '--silent', '--no-audit', '--no-fund', '--offline', '--prefix', join(folder, 'npm'), tarball);
    const program = join(folder, 'npm/node_modules/.bin/nbship');
    expect(run(program, '--version')).toBe(`nbship ${version}\n`);
  }, 120_000);

  it('runs from the wheel by uvx', () => {
    expect(run('uv', 'tool', 'run', '--quiet', '--from', wheel, 'nbship', '--version')).toBe(`nbship ${version}\n`);
  }, 120_000);

  describe('its wheel, installed into a fresh environment', () => {
    const environment = join(folder, 'environment');
    const bin = join(environment, process.platform === 'win32' ? 'Scripts' : 'bin');
    // No Node but the wheel's own: nothing else is on the PATH.
    const alone = { ...process.env, PATH: bin, NBSHIP_NODE: '' };
    const nbship = (args: readonly string[], input = '', program = [join(bin, 'nbship')]): ReturnType<typeof spawnSync> =>
      spawnSync(program[0] ?? '', [...program.slice(1), ...args], { cwd: folder, env: alone, input, encoding: 'utf8' });

    beforeAll(() => {
      run(python ?? '', '-m', 'venv', environment);
      run(join(bin, 'python'), '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', wheel);
    }, 240_000);

    it('runs as a program and as a module', () => {
      const expected = { status: 0, stdout: `nbship ${version}\n`, stderr: '' };
      expect(nbship(['--version'])).toMatchObject(expected);
      expect(nbship(['--version'], '', [join(bin, 'python'), '-m', 'nbship'])).toMatchObject(expected);
      expect(run(join(bin, 'python'), '-m', 'pip', 'show', 'nbship')).toContain(`Version: ${version}`);
    });

    it('checks a notebook, from a file and from standard input, and ends with its exit codes', () => {
      expect(nbship(['check', churn, '--format', 'concise'])).toMatchObject({
        status: 1,
        stdout: expect.stringContaining('error undefined-name') as unknown,
      });
      const { status, stdout } = nbship(['check', '-', '--format', 'json'], readFileSync(churn, 'utf8'));
      expect(status).toBe(1);
      expect(JSON.parse(String(stdout))).toMatchObject({ version: 1, summary: { notebooks: 1 } });
      expect(nbship(['check', join(root, 'examples/churn/repaired/churn.ipynb')])).toMatchObject({ status: 0 });
      expect(nbship(['check', 'missing.ipynb'])).toMatchObject({ status: 2 });
    });
  });
});
