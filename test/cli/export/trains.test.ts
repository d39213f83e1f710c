// A rendered project in real life: locked, synced, trained twice, and what MLflow then holds. Slow: it installs packages.

import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { array, nullable, number, object, record, string, tuple, type infer as Infer } from 'zod/mini';

import { freezeOf, readEnvironment } from '../../../src/machine/environment.ts';
import { formatPython } from '../../../src/cli/export/format.ts';
import { findUv, lockProject, type LockResult } from '../../../src/cli/export/lock.ts';
import { runProgram, type Ran } from '../../../src/machine/process.ts';
import { writeProject } from '../../../src/cli/export/write.ts';
import { render } from '../../../src/core/render/index.ts';
import { sampleData, sampleFacts, samplePlan } from '../../core/render/sample.ts';

const python = process.env['NBSHIP_TEST_PYTHON'];
const MINUTES = 60_000;

const mlflowStore = object({
  runs: array(
    object({
      id: string(),
      status: string(),
      params: record(string(), string()),
      metrics: record(string(), number()),
      tags: record(string(), string()),
      datasets: array(tuple([string(), string()])),
      artifacts: array(string()),
    }),
  ),
  model: string(),
  inputs: array(tuple([string(), string()])),
  predictions: array(number()),
});

const runRecord = object({
  git: object({ commit: nullable(string()) }),
  lock: string(),
  mlflow_run_id: nullable(string()),
  seed: number(),
  threads: number(),
  seconds: record(string(), number()),
  model_sha256: record(string(), string()),
  predictions_sha256: record(string(), string()),
  data: record(string(), string()),
});

describe.skipIf(python === undefined)('an exported project', () => {
  const parent = mkdtempSync(join(tmpdir(), 'nbship-trains-'));
  const project = join(parent, 'project');
  const own = join(project, process.platform === 'win32' ? '.venv/Scripts/python.exe' : '.venv/bin/python');
  const data = sampleData();
  const dataSha256 = createHash('sha256').update(data).digest('hex');
  let locked: LockResult | undefined;
  const trained: { readonly ran: Ran; readonly metrics: unknown; readonly record: Infer<typeof runRecord> }[] = [];
  let store: Infer<typeof mlflowStore> | undefined;

  /** In the project's environment, with compiled files kept as on a user's machine. */
  const run = (args: readonly string[]): Promise<Ran> =>
    runProgram(own, args, { cwd: project, env: { PYTHONDONTWRITEBYTECODE: undefined, PYTHONHASHSEED: undefined } });

  function reportOf(folder: string): Infer<typeof runRecord> {
    return runRecord.parse(JSON.parse(readFileSync(join(folder, 'reports/run.json'), 'utf8')));
  }

  async function train(): Promise<void> {
    const ran = await run(['train.py', '--config', 'configs/v1.yaml']);
    expect(ran.code, ran.stderr).toBe(0);
    const metrics: unknown = JSON.parse(readFileSync(join(project, 'reports/metrics.json'), 'utf8'));
    trained.push({ ran, metrics, record: reportOf(project) });
  }

  beforeAll(async () => {
    const environment = await readEnvironment(python ?? '');
    const uv = await findUv(environment.interpreter, () => undefined, process.env);
    const facts = {
      ...sampleFacts,
      pythonVersion: environment.python,
      constraints: freezeOf(environment),
      dataFiles: [
        { path: 'data/raw/customers.csv', size: data.length, sha256: dataSha256, md5: createHash('md5').update(data).digest('hex') },
      ],
    };
    const source = [
      { path: 'data/raw/customers.csv', text: data },
      { path: 'notebooks/customers.ipynb', text: '{}' },
    ];
    await writeProject({
      target: project,
      files: [...render(samplePlan, facts), ...source],
      copies: [],
      finish: async (folder) => {
        await formatPython(folder, uv, environment.interpreter, () => undefined);
        locked = await lockProject(folder, environment, uv, () => undefined);
      },
      agree: () => true,
    });
    const synced = await runProgram(uv?.program ?? '', [...(uv?.args ?? []), 'sync', '--locked', '--python', environment.interpreter], {
      cwd: project,
      env: { UV_PYTHON_DOWNLOADS: 'never', VIRTUAL_ENV: undefined },
    });
    expect(synced.code, synced.stderr).toBe(0);
    const git = (...args: string[]): Buffer =>
      execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.org', ...args], { cwd: project });
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '-m', 'Export');
    await train();
    await train();
    const told = await run([join(import.meta.dirname, 'read_run.py'), join(project, 'mlflow.db'), join(project, 'data/raw/customers.csv')]);
    expect(told.code, told.stderr).toBe(0);
    store = mlflowStore.parse(JSON.parse(told.stdout));
  }, 10 * MINUTES);

  afterAll(() => rmSync(parent, { recursive: true, force: true }));

  it('is locked with hashes, at the versions of the environment', () => {
    expect(locked).toEqual({ kind: 'locked', notes: [] });
    const requirements = readFileSync(join(project, 'requirements.txt'), 'utf8');
    expect(requirements).toMatch(/^scikit-learn==\S+.*\\\n\s+--hash=sha256:/m);
    expect(requirements).not.toMatch(/^pytest==/m);
  });

  it('trains without a warning', () => {
    for (const { ran } of trained) expect(ran.stderr).toBe('');
    for (const { ran } of trained) expect(ran.stdout).not.toMatch(/warning/i);
  });

  it('gives the same metrics, models and predictions again', () => {
    const [first, second] = trained;
    expect(object({ accuracy: number() }).parse(first?.metrics).accuracy).toBeGreaterThan(0.5);
    expect(second?.metrics).toEqual(first?.metrics);
    expect(Object.keys(first?.record.predictions_sha256 ?? {})).toEqual(['model']);
    expect(second?.record.predictions_sha256).toEqual(first?.record.predictions_sha256);
    expect(second?.record.model_sha256).toEqual(first?.record.model_sha256);
  });

  it('says what a run came from', () => {
    const record = trained[0]?.record;
    expect(record).toMatchObject({ lock: 'uv.lock', seed: 7, threads: 1, data: { 'data/raw/customers.csv': dataSha256 } });
    expect(Object.keys(record?.seconds ?? {})).toEqual(samplePlan.stages.map((each) => each.name));
    expect(record?.git.commit).toMatch(/^[\da-f]{40}$/);
  });

  it('shows all of it in MLflow, with a model that predicts', () => {
    expect(store?.runs.map((each) => each.id)).toEqual(trained.map((each) => each.record.mlflow_run_id));
    for (const each of store?.runs ?? []) {
      expect(each).toMatchObject({ status: 'FINISHED', params: { 'model.n_estimators': '20' }, metrics: trained[0]?.metrics });
      expect(each.datasets).toEqual([['customers.csv', dataSha256.slice(0, 32)]]);
      expect(each.artifacts).toEqual(expect.arrayContaining(['v1.yaml', 'uv.lock', 'metrics.json', 'run.json']));
      expect(each.tags).toMatchObject({
        'git.commit': trained[0]?.record.git.commit,
        'git.dirty': 'False',
        'sha256.data/raw/customers.csv': dataSha256,
      });
      for (const tag of ['config.sha256', 'lock.sha256', 'notebook.sha256']) expect(each.tags[tag]).toMatch(/^[\da-f]{64}$/);
    }
    expect(store).toMatchObject({
      model: 'model',
      inputs: [
        ['age', 'double'],
        ['visits', 'double'],
      ],
    });
    expect(store?.predictions).toHaveLength(data.trim().split('\n').length - 1);
  });

  it('predicts a csv with the saved model', async () => {
    const ran = await run(['-m', 'customers.predict', '--data', 'data/raw/customers.csv']);
    expect(ran.stdout.trim().split('\n').slice(1).map(Number)).toEqual(store?.predictions);
  });

  it(
    'is clean for ruff, and its own tests pass',
    async () => {
      expect(await run(['-m', 'ruff', 'check', '--no-cache', '.'])).toMatchObject({ code: 0 });
      expect(await run(['-m', 'ruff', 'format', '--check', '--no-cache', '.'])).toMatchObject({ code: 0 });
      const tested = await run(['-m', 'pytest', '-q']);
      expect(tested.code, tested.stdout).toBe(0);
      expect(tested.stdout).toMatch(/^11 passed/m);
    },
    5 * MINUTES,
  );

  it('refuses unknown keys and changed data in one line', async () => {
    const typo = await run(['train.py', '--set', 'model.n_estimator=3']);
    expect(typo).toMatchObject({
      code: 2,
      stderr: "train: --set model.n_estimator=3: unknown key 'model.n_estimator'; did you mean 'model.n_estimators'?\n",
    });
    writeFileSync(join(project, 'data/raw/customers.csv'), `${data}1,1,1\n`);
    const changed = await run(['train.py']);
    expect(changed.code).toBe(2);
    expect(changed.stderr).toMatch(/^train: data\/raw\/customers\.csv is not the file that this project was made with/);
    writeFileSync(join(project, 'data/raw/customers.csv'), data);
  });

  it('runs from any folder, and a changed parameter changes the model', async () => {
    const elsewhere = join(parent, 'elsewhere');
    const ran = await runProgram(
      own,
      [
        join(project, 'train.py'),
        '--config',
        join(project, 'configs/v1.yaml'),
        '--set',
        'model.n_estimators=3',
        '--set',
        'runtime.tracker=jsonl',
        '--out',
        elsewhere,
      ],
      { cwd: parent },
    );
    expect(ran.code, ran.stderr).toBe(0);
    expect(reportOf(elsewhere).model_sha256).not.toEqual(trained[0]?.record.model_sha256);
    expect(existsSync(join(elsewhere, 'runs'))).toBe(true);
  });
});
