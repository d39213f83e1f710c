// The one verb before a push: generated files fresh, format, lint, types, dead code, Python lint, build, tests. `--static` leaves out the tests.

import { join } from 'node:path';
import { ensurePackages, ensureTestPython, pythonEnvironment } from './setup.mjs';
import { Trouble, main, root, step } from './steps.mjs';

function program(path) {
  return [process.execPath, join(root, 'node_modules', path)];
}

async function check(flags) {
  await ensurePackages();
  const python = await ensureTestPython();
  const env = { ...pythonEnvironment(python), NBSHIP_TEST_PYTHON: python };
  const steps = [
    ['Generated files are fresh', [...program('tsx/dist/cli.mjs'), 'scripts/generate.ts', '--check']],
    ['Format', [...program('oxfmt/bin/oxfmt'), '--check']],
    ['Lint', [...program('oxlint/bin/oxlint')]],
    ['Types', [...program('typescript/bin/tsc'), '--build']],
    ['Dead code', [...program('knip/bin/knip.js')]],
    ['Python lint', [python, '-m', 'ruff', 'check', '--no-cache', '.']],
    ['Python format', [python, '-m', 'ruff', 'format', '--check', '--no-cache', '.']],
    ['Build', [...program('tsx/dist/cli.mjs'), 'scripts/build.ts']],
    ...(flags.includes('--static') ? [] : [['Tests', [process.execPath, 'scripts/test.mjs']]]),
  ];
  const failures = [];
  // All steps run even after a failure: one round shows all there is to mend.
  for (const [title, command] of steps) {
    await step(title, command, { env, show: title === 'Tests' }).catch((error) => {
      if (!(error instanceof Trouble)) throw error;
      failures.push(error.message);
    });
  }
  for (const failure of failures) console.error(`\n${failure}`);
  return failures.length > 0 ? 1 : 0;
}

await main(() => check(process.argv.slice(2)));
