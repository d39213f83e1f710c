// The whole way on one example: check a notebook, export it, train twice, and see that everything agrees. Installs what is missing.

import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ensureEnvironment, ensurePackages, ensureUvPython, pythonEnvironment, pythonOf } from './setup.mjs';
import { Trouble, ask, main, root, step } from './steps.mjs';

const place = join(root, '.cache/demo');
const project = join(place, 'churn');
const environment = join(place, 'environment');
const broken = 'examples/churn/churn.ipynb';
const repaired = 'examples/churn/repaired/churn.ipynb';

/** What the repaired notebook prints before each of its metrics. */
const printed = { accuracy: 'Accuracy:', auc: 'ROC AUC:', recall: 'Recall of those who leave:' };

async function demo() {
  const tools = await install();
  await check();
  await exportProject(tools);
  const runs = await trainTwice(tools);
  showRuns(await inMlflow(tools, runs), runs);
  const good = verdicts(runs);
  sayNext(tools, runs);
  return good ? 0 : 1;
}

function heading(text) {
  console.log(`\n== ${text}`);
}

async function install() {
  heading('Installing what is missing');
  await ensurePackages();
  const uvPython = await ensureUvPython();
  const kernel = await ensureEnvironment(
    join(place, 'kernel'),
    join(root, 'examples/churn/repaired/requirements.txt'),
    "Installing the notebook's own packages",
  );
  await step('Building nbship', [process.execPath, join(root, 'node_modules/tsx/dist/cli.mjs'), 'scripts/build.ts']);
  const env = pythonEnvironment(uvPython);
  return { kernel, uv: join(dirname(uvPython), 'uv'), env: { ...env, UV_PYTHON_DOWNLOADS: 'never', UV_PROJECT_ENVIRONMENT: environment } };
}

async function check() {
  heading('The notebook as people write it');
  await nbship('nbship check', ['check', broken], { accept: [1] });
  heading('The same notebook, repaired by hand as these findings advise');
  await nbship('nbship check', ['check', repaired]);
}

async function nbship(title, args, options = {}) {
  return step(`${title} ${args[1]}`, [process.execPath, join(root, 'dist/cli.js'), ...args], { show: true, ...options });
}

async function exportProject({ kernel, uv, env }) {
  heading('Exporting the repaired notebook into a training project');
  mkdirSync(place, { recursive: true });
  await nbship('nbship export', ['export', repaired, '-o', project, '--yes', '--python', kernel], { env });
  if (!existsSync(join(project, 'uv.lock')))
    throw new Trouble('The export could not be locked (see above); without a lock the demo ends here.');
  await commit();
  await step('Installing the locked packages (uv sync --locked)', [uv, 'sync', '--locked', '--compile-bytecode', '--python', kernel], {
    cwd: project,
    env,
  });
}

/** A commit of its own, so that the runs can name it. */
async function commit() {
  if (ask('git', ['--version']) === undefined) return;
  const git = ['git', '-C', project, '-c', 'user.name=nbship demo', '-c', 'user.email=demo@example.org', '-c', 'commit.gpgsign=false'];
  await step('Making the project a git repository', [...git, 'init', '--quiet']);
  await step('Adding its files', [...git, 'add', '--all']);
  await step('Committing them', [...git, 'commit', '--quiet', '--no-verify', '--allow-empty', '-m', 'Export the churn notebook']);
}

async function trainTwice({ env }) {
  heading('Training twice, each time in a fresh process');
  const runs = [];
  for (const which of ['first', 'second']) {
    const command = [pythonOf(environment), 'train.py', '--config', 'configs/v1.yaml'];
    await step(`Training, ${which} run (python train.py --config configs/v1.yaml)`, command, { cwd: project, env });
    runs.push({ metrics: kept('metrics.json', which), run: kept('run.json', which) });
  }
  return runs;
}

/** Reads a report of the training, and keeps a copy: the next training writes over it. */
function kept(name, which) {
  const report = join(project, 'reports', name);
  copyFileSync(report, join(place, `${which}-${name}`));
  return JSON.parse(readFileSync(report, 'utf8'));
}

async function inMlflow({ env }, runs) {
  const store = `sqlite:///${join(project, 'mlflow.db')}`;
  const ids = runs.map(({ run }) => run.mlflow_run_id);
  if (ids.includes(null)) throw new Trouble('The training did not log to MLflow.');
  const { output } = await step(
    'Reading the runs out of MLflow',
    [pythonOf(environment), join(root, 'scripts/show-runs.py'), store, ...ids],
    { env },
  );
  return JSON.parse(output.trim().split('\n').at(-1) ?? '[]');
}

function showRuns(told, runs) {
  heading('The two runs in MLflow, side by side');
  const short = (text) => (text === undefined || text === null ? '-' : String(text).slice(0, 16));
  const rows = [
    ['run', ...told.map((one) => short(one.run))],
    ['status', ...told.map((one) => one.status)],
    ['seconds', ...told.map((one) => one.seconds.toFixed(1))],
    ...Object.keys(told[0].metrics).map((name) => [name, ...told.map((one) => String(one.metrics[name]))]),
    ['parameters', ...told.map((one) => `${Object.keys(one.params).length} logged`)],
    ['git commit', ...told.map((one) => short(one.tags['git.commit']))],
    ['lock sha256', ...told.map((one) => short(one.tags['lock.sha256']))],
    ['config sha256', ...told.map((one) => short(one.tags['config.sha256']))],
    ['data', ...told.map((one) => one.datasets.join(', ') || '-')],
    ['models', ...told.map((one) => one.models.join(', ') || '-')],
    ...Object.keys(runs[0].run.predictions_sha256).map((name) => [
      `predictions of ${name}`,
      ...runs.map(({ run }) => short(run.predictions_sha256[name])),
    ]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows)
    console.log(
      `  ${row
        .map((text, column) => text.padEnd(widths[column]))
        .join('   ')
        .trimEnd()}`,
    );
}

function verdicts(runs) {
  heading('Do they agree?');
  const [first, second] = runs;
  const saved = savedMetrics();
  const hashes = Object.values(first.run.predictions_sha256);
  const claims = [
    [
      'the predictions of both runs have the same sha256',
      hashes.length > 0 && same(first.run.predictions_sha256, second.run.predictions_sha256),
    ],
    ['the fitted models of both runs have the same sha256', same(first.run.model_sha256, second.run.model_sha256)],
    ['the metrics of both runs are equal, to the last bit', same(first.metrics, second.metrics)],
    ...Object.entries(saved).map(([name, value]) => [
      `${name}: the notebook's saved output says ${value}, the project says ${first.metrics[name]}`,
      first.metrics[name] === value,
    ]),
  ];
  for (const [claim, holds] of claims) console.log(`  ${holds ? 'yes' : 'NO '}  ${claim}`);
  return claims.every(([, holds]) => holds);
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The numbers that the repaired notebook printed when it was last run from top to bottom. */
function savedMetrics() {
  const { cells } = JSON.parse(readFileSync(join(root, repaired), 'utf8'));
  const text = cells
    .flatMap((cell) => cell.outputs ?? [])
    .flatMap((output) => output.text ?? [])
    .join('')
    .split('\n');
  return Object.fromEntries(
    Object.entries(printed).map(([name, label]) => {
      const line = text.find((each) => each.startsWith(label));
      if (line === undefined) throw new Trouble(`${repaired} has no saved output '${label}'.`);
      return [name, Number(line.slice(label.length))];
    }),
  );
}

function sayNext({ uv }, runs) {
  const here = (path) => relative(process.cwd(), path) || '.';
  const inProject = (path) => relative(project, path);
  const python = inProject(pythonOf(environment));
  const mlflow = runs[0].run.versions['mlflow-skinny'];
  heading('What to type next');
  console.log(`  cd ${here(project)}`);
  console.log('  less README.md');
  console.log(`  ${python} train.py --config configs/v1.yaml --set model.max_depth=4`);
  console.log(`  ${inProject(uv)} tool run --from mlflow==${mlflow} mlflow ui --backend-store-uri sqlite:///mlflow.db`);
  console.log(`\nYour own notebook:\n  node ${here(join(root, 'dist/cli.js'))} check YOUR.ipynb`);
}

await main(demo);
