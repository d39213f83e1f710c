// The GitHub Action as a runner would run it: the step of action.yml, with the variables that GitHub gives.

import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: string }>>;
  readonly runs: {
    readonly using: string;
    readonly steps: readonly [{ readonly shell: string; readonly run: string; readonly env: Readonly<Record<string, string>> }];
  };
}

const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as Action;
const [step] = action.runs.steps;

describe('the GitHub Action', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nbship-action-'));
  const [place, workspace, temporary, programs] = ['action', 'workspace', 'temp', 'programs'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
    string,
  ];
  const output = join(folder, 'output');

  beforeAll(() => {
    for (const each of [place, workspace, temporary, programs]) mkdirSync(each);
    mkdirSync(join(place, 'scripts'));
    cpSync(join(root, 'scripts/action.mjs'), join(place, 'scripts/action.mjs'));
    execFileSync(
      process.execPath,
      [join(root, 'node_modules/tsx/dist/cli.mjs'), join(root, 'scripts/build.ts'), join(place, 'dist/cli.js')],
      {
        stdio: 'pipe',
      },
    );
    writeFileSync(join(place, 'package.json'), '{ "type": "module" }');
    cpSync(join(root, 'examples/churn'), join(workspace, 'churn'), { recursive: true });
    cpSync(join(root, 'examples/churn/churn.ipynb'), join(workspace, '-x.ipynb'));
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  interface Ran {
    readonly status: number | null;
    readonly stdout: string;
    readonly stderr: string;
    readonly outputs: Readonly<Record<string, string>>;
  }

  /** Runs the step with some inputs; the others have their defaults. */
  function run(inputs: Readonly<Record<string, string>>, path = process.env['PATH'] ?? ''): Ran {
    const value = (name: string): string => inputs[name] ?? action.inputs[name]?.default ?? '';
    const filled = (text: string): string => text.replaceAll(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, input: string) => value(input));
    const given: Readonly<Record<string, string>> = Object.fromEntries(
      Object.entries(step.env).map(([name, text]) => [name, filled(text)]),
    );
    writeFileSync(output, '');
    const env = {
      PATH: path,
      GITHUB_ACTION_PATH: place,
      GITHUB_WORKSPACE: workspace,
      GITHUB_OUTPUT: output,
      RUNNER_TEMP: temporary,
      ...given,
    };
    const ran = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], { cwd: workspace, env, encoding: 'utf8' });
    const lines = readFileSync(output, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
    const outputs = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
    return { status: ran.status, stdout: ran.stdout, stderr: ran.stderr, outputs };
  }

  it('puts no input into a script, and knows every input that it passes on', () => {
    expect(action.runs.using).toBe('composite');
    expect(step.run).not.toContain('${{');
    const passed = Object.values(step.env).map((text) => /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(text)?.[1] ?? text);
    expect(passed.toSorted()).toEqual(Object.keys(action.inputs).toSorted());
    for (const each of [...Object.values(action.inputs), ...Object.values(action.outputs)]) expect(each.description).not.toBe('');
  });

  it('checks the workspace, fails where there are problems, and says how it ended', () => {
    const { status, stdout, outputs } = run({ format: 'concise' });
    expect(stdout).toContain('churn/churn.ipynb:cell 17:3:48: error undefined-name');
    expect({ status, outputs }).toEqual({ status: 1, outputs: { 'exit-code': '1' } });
    expect(run({ format: 'concise', paths: 'churn/repaired' })).toMatchObject({ status: 0, outputs: { 'exit-code': '0' } });
    expect(run({ format: 'concise', paths: 'missing.ipynb' })).toMatchObject({ status: 2, outputs: { 'exit-code': '2' } });
  });

  it('takes one path a line, whatever it starts with, and flags parted by white space', () => {
    const { status, stdout } = run({
      format: 'concise',
      paths: '-x.ipynb\n  churn/*.ipynb\n',
      args: '--select undefined-name\n  --exit-zero',
    });
    expect(stdout).toContain('-x.ipynb:cell 17:3:48: error undefined-name');
    expect(stdout).toContain('churn/churn.ipynb:cell 17:3:48');
    expect(stdout).not.toContain('unseeded');
    expect(status).toBe(0);
  });

  it('writes a report for programs into a file, and tells its path', () => {
    const { status, outputs } = run({ format: 'json', paths: 'churn/churn.ipynb' });
    expect({ status, outputs }).toEqual({ status: 1, outputs: { 'exit-code': '1', report: join(temporary, 'nbship.json') } });
    expect(JSON.parse(readFileSync(join(temporary, 'nbship.json'), 'utf8'))).toMatchObject({ version: 1, summary: { notebooks: 1 } });
  });

  // A glob that matches nothing is no trouble; the others are.
  it.each([
    ['paths', '$(touch owned)`touch owned`"; touch owned; "', 0],
    ['args', '$(touch owned) ; touch owned', 2],
    ['format', 'json; touch owned', 2],
    ['version', '1.0.0; touch owned', 2],
    ['version', '--package=evil', 2],
  ])('runs nothing that stands in %s: %s', (name, value, code) => {
    expect(run({ format: 'concise', [name]: value }).status).toBe(code);
    expect(existsSync(join(workspace, 'owned'))).toBe(false);
  });

  it('asks npm for another version', () => {
    const npx = join(programs, 'npx');
    writeFileSync(npx, '#!/bin/sh\necho "$@"\nexit 1\n');
    chmodSync(npx, 0o755);
    const { status, stdout } = run({ version: '0.2.0', format: 'text' }, `${programs}${delimiter}${process.env['PATH'] ?? ''}`);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '--yes nbship@0.2.0 check --format text -- .\n' });
  });

  it('says what to do where the bundle is missing', () => {
    const moved = join(folder, 'cli.js');
    cpSync(join(place, 'dist/cli.js'), moved);
    rmSync(join(place, 'dist/cli.js'));
    const { status, stdout } = run({});
    cpSync(moved, join(place, 'dist/cli.js'));
    expect(stdout).toBe('::error title=nbship::this reference carries no dist/cli.js; use the tag of a release\n');
    expect(status).toBe(2);
  });

  it('annotates the lines of the files by default', () => {
    const { status, stdout } = run({ paths: 'churn/churn.ipynb' });
    expect(stdout).toMatch(/^::error [^\n]*file=churn\/churn\.ipynb,[^\n]*line=\d+/m);
    expect(status).toBe(1);
  });

  it('writes SARIF for an upload', () => {
    const { outputs } = run({ format: 'sarif', paths: 'churn/churn.ipynb' });
    expect(outputs['report']).toBe(join(temporary, 'nbship.sarif'));
    expect(JSON.parse(readFileSync(join(temporary, 'nbship.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
  });
});
