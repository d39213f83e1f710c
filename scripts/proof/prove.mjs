// Proves exports: runs a notebook, exports it, locks, syncs, trains twice, and compares every metric bit for bit.
//
//     node scripts/proof/prove.mjs --python PYTHON [--pip] NOTEBOOK...
//
// `--pip` installs one project by the plain way, `pip install -r requirements.txt` into a fresh virtual environment.

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A number's bits as Python's float.hex writes them, so that equal means equal. */
function sameBits(number, hexes) {
  return hexes.some((hex) => Object.is(fromHex(hex), number));
}

function fromHex(hex) {
  const match = /^(-?)0x([01])\.([0-9a-f]*)p([+-]?\d+)$/.exec(hex);
  if (!match) return Number(hex);
  const [, sign, whole, fraction, exponent] = match;
  const mantissa = Number(whole) + (fraction === '' ? 0 : Number(`0x${fraction}`) / 16 ** fraction.length);
  return (sign === '-' ? -1 : 1) * mantissa * 2 ** Number(exponent);
}

function run(program, args, options = {}) {
  const { PYTHONDONTWRITEBYTECODE: _, ...env } = process.env;
  return execFileSync(program, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 28,
    ...options,
    env: { ...env, ...options.env },
  });
}

/** Everything that can be said of one notebook; throws with what a program said when a step fails. */
export function prove(notebook, { python, pip = false, folder, cli = join(root, 'dist/cli.js') }) {
  const project = join(folder, 'project');
  const copy = join(folder, 'notebook');
  // The notebook runs on a copy of its surroundings, so that nothing it writes stays.
  cpSync(surroundings(notebook), copy, { recursive: true });
  const own = JSON.parse(
    run(python, [join(root, 'scripts/proof/run_notebook.py'), join(copy, notebook.slice(surroundings(notebook).length + 1))]),
  );
  if (own.failure) throw new Error(`the notebook itself fails: ${own.failure}`);
  run(process.execPath, [cli, 'export', notebook, '-o', project, '--python', python]);
  const trained = install(project, python, pip);
  const first = train(project, trained);
  const second = train(project, trained);
  const all = Object.values(own.values).flat();
  const metrics = Object.entries(first.metrics);
  const differing = metrics.filter(([, value]) => !sameBits(value, all)).map(([name, value]) => `${name} = ${value}`);
  const same =
    JSON.stringify(first.run.predictions_sha256) === JSON.stringify(second.run.predictions_sha256) &&
    JSON.stringify(first.metrics) === JSON.stringify(second.metrics);
  return {
    notebook,
    metrics: metrics.length,
    equal: metrics.length - differing.length,
    differing,
    trainedTwiceEqual: same,
    models: Object.keys(first.run.predictions_sha256).length,
    runs: runsIn(project, trained),
  };
}

/** The folder that is copied with a notebook: the nearest above it that has its data, at most three levels up. */
function surroundings(notebook) {
  const parts = dirname(notebook).split('/');
  const corpus = parts.indexOf('runnable');
  return corpus === -1 ? dirname(notebook) : parts.slice(0, corpus + 2).join('/');
}

function install(project, python, pip) {
  const bin = join(project, '.venv/bin/python');
  if (pip) {
    run(python, ['-m', 'venv', join(project, '.venv')]);
    run(bin, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', 'requirements.txt'], { cwd: project });
    return bin;
  }
  const uv = ['-m', 'uv', 'sync', '--locked', '--quiet', '--python', python];
  run(python, uv, { cwd: project, env: { UV_PYTHON_DOWNLOADS: 'never', VIRTUAL_ENV: '' } });
  return bin;
}

function train(project, python) {
  run(python, ['train.py', '--config', 'configs/v1.yaml'], { cwd: project });
  const report = (name) => JSON.parse(readFileSync(join(project, 'reports', name), 'utf8'));
  return { metrics: report('metrics.json'), run: report('run.json') };
}

/** How many finished runs MLflow's store has, with their parameters, metrics and models. */
function runsIn(project, python) {
  if (!existsSync(join(project, 'mlflow.db'))) return 'no MLflow';
  const query = `import sqlite3; c = sqlite3.connect("mlflow.db"); print(*[c.execute(q).fetchone()[0] for q in (
    "select count(*) from runs where status = 'FINISHED'", "select count(*) from params", "select count(*) from metrics", "select count(*) from logged_models")])`;
  const [runs, params, metrics, models] = run(python, ['-c', query], { cwd: project }).trim().split(' ');
  return `${runs} runs, ${params} params, ${metrics} metrics, ${models} models`;
}

function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { python: { type: 'string', default: 'python3' }, pip: { type: 'boolean', default: false }, keep: { type: 'string' } },
  });
  let failed = 0;
  for (const each of positionals) {
    const folder = mkdtempSync(join(tmpdir(), 'nbship-proof-'));
    try {
      const said = prove(resolve(each), { python: values.python, pip: values.pip, folder });
      console.log(
        `${basename(each)}: ${said.equal} of ${said.metrics} metrics equal the notebook's bit for bit; trained twice equal: ${said.trainedTwiceEqual}; ${said.models} models; MLflow: ${said.runs}`,
      );
      for (const one of said.differing) console.log(`    not found in the notebook: ${one}`);
      if (said.equal < said.metrics || !said.trainedTwiceEqual || said.metrics === 0) failed++;
      if (values.keep)
        cpSync(join(folder, 'project'), join(values.keep, basename(each, '.ipynb')), {
          recursive: true,
          filter: (path) => !path.includes('.venv'),
        });
    } catch (error) {
      failed++;
      console.log(
        `${basename(each)}: ${String(error.stderr || error.stdout || error.message)
          .trim()
          .split('\n')
          .slice(-12)
          .join('\n    ')}`,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return failed > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main();
