// Runs every test that this machine can run, TypeScript and Python, and closes with one line that adds them up.

import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hostIsInstalled } from './host/install.mjs';
import { ensurePackages, ensureStrace, ensureTestPython, pythonEnvironment } from './setup.mjs';
import { Trouble, main, root, step } from './steps.mjs';

const results = join(root, '.cache/test');
const nothing = { passed: 0, failed: 0, skipped: 0 };

/** Names of test files may follow (`npm test -- test/core/text`): then only these run, and no Python tests. */
async function test(chosen) {
  await ensurePackages();
  const python = await testPython();
  await testStrace();
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const env = python === undefined ? process.env : { ...pythonEnvironment(python), NBSHIP_TEST_PYTHON: python };
  await step('Building', [process.execPath, bin('tsx/dist/cli.mjs'), 'scripts/build.ts'], { env });
  const suites = [await vitest(chosen, env)];
  if (chosen.length === 0) suites.push(await pytest(python, env));
  if (chosen.length === 0) suites.push(await inVsCode(python));
  const sum = (key) => suites.reduce((total, suite) => total + suite[key], 0);
  const skipped = sum('skipped');
  console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return sum('failed') > 0 ? 1 : 0;
}

/** Without Python most tests still say something; in CI its absence is a failure. */
async function testPython() {
  try {
    return await ensureTestPython();
  } catch (error) {
    if (!(error instanceof Trouble) || process.env['CI']) throw error;
    console.warn(`The tests that need Python are skipped: ${error.message}`);
    return undefined;
  }
}

/** Without it one test is skipped; in CI its absence is a failure. */
async function testStrace() {
  try {
    await ensureStrace();
  } catch (error) {
    if (!(error instanceof Trouble) || process.env['CI']) throw error;
    console.warn(`The test that watches an analysis is skipped: ${error.message}`);
  }
}

async function vitest(chosen, env) {
  const report = join(results, 'vitest.json');
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await step('TypeScript tests', [process.execPath, bin('vitest/vitest.mjs'), 'run', ...reporters, ...chosen], {
    env,
    show: true,
    accept: [0, 1],
  });
  if (!existsSync(report)) return { ...nothing, failed: 1 };
  const counts = countVitest(JSON.parse(readFileSync(report, 'utf8')));
  // An error outside any test (an unhandled rejection, say) is a failure too.
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** A file that breaks before its first test counts as one failure: the reporter counts only tests. */
function countVitest(report) {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

async function pytest(python, env) {
  if (python === undefined) return { ...nothing, skipped: 1 };
  const report = join(results, 'pytest.xml');
  const command = [python, '-m', 'pytest', 'src/python', '-q', '-p', 'no:cacheprovider', `--junitxml=${report}`];
  const { code } = await step('Python tests', command, { env, show: true, accept: [0, 1, 2, 3, 4, 5] });
  const noTestsFound = 5;
  if (code === noTestsFound) return nothing;
  if (!existsSync(report)) return { ...nothing, failed: 1 };
  const counts = countJunit(readFileSync(report, 'utf8'));
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** The suite inside a real VS Code, and what a user sees in its window: always in CI, elsewhere once `npm run test:host` has installed it. */
async function inVsCode(python) {
  if (python === undefined || !(process.env['CI'] || hostIsInstalled())) {
    console.warn('The tests inside VS Code are skipped: `npm run test:host` installs what they need, and runs them.');
    return { ...nothing, skipped: 1 };
  }
  // Loaded here: they stand on packages that the first step of this script installs.
  const [{ runSuite }, { runUi }] = await Promise.all([import('./host/suite.mjs'), import('./host/ui.mjs')]);
  const counts = [await told('inside VS Code', runSuite), await told('in its window', runUi)];
  return { ...nothing, passed: counts[0].passed + counts[1].passed, failed: counts[0].failed + counts[1].failed };
}

async function told(where, run) {
  console.log(`- Tests ${where}`);
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    console.error(error.message);
    return { ...nothing, failed: 1 };
  }
}

function countJunit(xml) {
  const suites = [...xml.matchAll(/<testsuite [^>]*>/g)].map(([tag]) => tag);
  const total = (name) => suites.reduce((sum, tag) => sum + Number(new RegExp(` ${name}="(\\d+)"`).exec(tag)?.[1] ?? 0), 0);
  const failed = total('failures') + total('errors');
  const skipped = total('skipped');
  return { passed: Math.max(0, total('tests') - failed - skipped), failed, skipped };
}

/** A program of an npm package, started with this Node: no shell and no .cmd file between. */
function bin(path) {
  return join(root, 'node_modules', path);
}

await main(() => test(process.argv.slice(2)));
