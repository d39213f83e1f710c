#!/usr/bin/env node
// Exports every notebook of a folder and verifies each export: what is refused, what is equal, and what is not.
//
//   node scripts/proof/corpus.mjs FOLDER --python PY [--python OLDER] [--install] [--tests] [--only TEXT] [--out FILE.jsonl] [--keep DIR]
//
// A notebook that does not run with the first interpreter is tried with the next. With --install each export is locked, and
// compared in the environment that its lock gives; without, in the interpreter itself. --tests runs ruff and the project's own tests.

import { execFile } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('../../', import.meta.url));
const cli = join(root, 'dist/cli.js');

function run(program, args, options = {}) {
  return new Promise((done) => {
    execFile(program, args, { encoding: 'utf8', maxBuffer: 1 << 28, timeout: 900_000, ...options }, (error, stdout, stderr) =>
      done({ code: error ? (typeof error.code === 'number' ? error.code : 124) : 0, stdout, stderr }),
    );
  });
}

/** One notebook with one interpreter; `outcome` is that of `nbship verify`, or `refused` or `not exported`. */
async function prove(notebook, python, { install, tests, keep }) {
  const work = mkdtempSync(join(tmpdir(), 'nbship-corpus-'));
  const project = join(work, 'project');
  try {
    const flags = ['--python', python, '--format', 'json', ...(install ? [] : ['--no-lock'])];
    const exported = await run(process.execPath, [cli, 'export', notebook, '-o', project, ...flags]);
    if (exported.code === 1)
      return { outcome: 'refused', reasons: JSON.parse(exported.stdout).refusals.map((each) => `cell ${each.cell}: ${each.message}`) };
    if (exported.code !== 0) return { outcome: 'not exported', reasons: [exported.stderr.trim().split('\n').at(-1)] };
    const { plan } = JSON.parse(exported.stdout);
    const verified = await run(process.execPath, [cli, 'verify', project, '--format', 'json', ...(install ? [] : ['--python', python])]);
    if (!existsSync(join(project, 'verification.json')))
      return { outcome: 'not compared', reasons: [verified.stderr.trim().split('\n').at(-1)] };
    const told = JSON.parse(readFileSync(join(project, 'verification.json'), 'utf8'));
    const count = (values, group) => {
      const own = values.filter((each) => (group === 'values' ? !['metrics', 'predictions'].includes(each.group) : each.group === group));
      return [own.filter((each) => each.verdict === 'equal').length, own.length];
    };
    const result = {
      outcome: told.outcome,
      stages: plan.stages.length,
      kept: plan.stages.reduce((sum, each) => sum + each.statements.length, 0),
      dropped: plan.dropped.length,
      parameters: plan.parameters.length,
      models: plan.models.length,
      values: count(told.values, 'values'),
      metrics: count(told.values, 'metrics'),
      predictions: count(told.values, 'predictions'),
      twice: told.again.every((each) => each.verdict === 'equal') && told.again.length > 0,
      notRun: told.notRun.length,
      differing: told.values.filter((each) => each.verdict !== 'equal').map((each) => ({ ...each })),
      ...(told.failure ? { failed: told.failure.side, reasons: [told.failure.error], trace: told.failure.trace } : {}),
    };
    if (!tests) return result;
    const own = join(project, '.venv/bin/python');
    const checked = await run(own, ['-m', 'ruff', 'check', '--no-cache', '.'], { cwd: project });
    const tested = await run(own, ['-m', 'pytest', '-q', '-p', 'no:cacheprovider'], { cwd: project });
    const last = tested.stdout.trim().split('\n').at(-1);
    return {
      ...result,
      ruff: checked.code === 0,
      ruffSaid: checked.code === 0 ? '' : checked.stdout.slice(-1500),
      tests: tested.code === 0,
      testsSaid: tested.code === 0 ? last : tested.stdout.slice(-1500),
    };
  } finally {
    if (keep && existsSync(project))
      cpSync(project, join(keep, basename(notebook, '.ipynb').replace(/\W+/g, '_')), {
        recursive: true,
        filter: (path) => !path.includes('.venv'),
      });
    rmSync(work, { recursive: true, force: true });
  }
}

async function proveWithAny(notebook, pythons, options) {
  let told;
  for (const python of pythons) {
    told = { ...(await prove(notebook, python, options)), python };
    if (told.failed !== 'notebook') break;
  }
  return told;
}

function line(told) {
  const part = (name) => (told[name] ? `${name} ${told[name][0]}/${told[name][1]}` : '');
  return [
    told.outcome.toUpperCase().padEnd(12),
    told.notebook,
    part('values'),
    part('metrics'),
    part('predictions'),
    told.twice === undefined ? '' : `twice ${told.twice ? 'equal' : 'DIFFERENT'}`,
    told.ruff === undefined ? '' : `ruff ${told.ruff ? 'clean' : 'COMPLAINS'}`,
    told.tests === undefined ? '' : `tests ${told.tests ? 'pass' : 'FAIL'}`,
    ...(told.reasons ?? []).map((each) => `\n             ${each}`),
    ...(told.differing ?? [])
      .slice(0, 4)
      .map(
        (each) =>
          `\n             ${each.group}.${each.name}${each.first?.path ?? ''}: ${each.verdict}: ${each.first?.notebook} / ${each.first?.pipeline}${each.first?.rel === undefined ? '' : ` (relative ${each.first.rel})`}`,
      ),
  ]
    .filter((each) => each !== '')
    .join('  ');
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      python: { type: 'string', multiple: true, default: ['python3'] },
      install: { type: 'boolean', default: false },
      tests: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      jobs: { type: 'string', default: '1' },
      out: { type: 'string' },
      keep: { type: 'string' },
    },
  });
  const folder = resolve(positionals[0] ?? '.');
  const notebooks = readdirSync(folder, { recursive: true })
    .filter((each) => /\.(ipynb|py)$/.test(each) && each.includes(values.only))
    .sort((a, b) => (a < b ? -1 : 1));
  if (values.out) writeFileSync(values.out, '');
  const all = [];
  const next = notebooks.values();
  const work = async () => {
    for (const notebook of next) {
      const told = {
        notebook: relative(folder, join(folder, notebook)),
        ...(await proveWithAny(join(folder, notebook), values.python, values)),
      };
      all.push(told);
      console.log(line(told));
      if (values.out) appendFileSync(values.out, `${JSON.stringify(told)}\n`);
    }
  };
  await Promise.all(Array.from({ length: Number(values.jobs) }, work));
  const outcomes = [...new Set(all.map((each) => each.outcome))];
  const counted = outcomes.map((outcome) => `${all.filter((each) => each.outcome === outcome).length} ${outcome}`);
  console.log(`\n${all.length} notebooks: ${counted.join(', ')}`);
  const sum = (name) =>
    all.reduce(([equal, total], each) => [equal + (each[name]?.[0] ?? 0), total + (each[name]?.[1] ?? 0)], [0, 0]).join(' of ');
  console.log(`equal bit for bit: ${sum('values')} stage values, ${sum('metrics')} metrics, ${sum('predictions')} predictions`);
  return all.some((each) => each.outcome === 'different') ? 1 : 0;
}

process.exitCode = await main();
