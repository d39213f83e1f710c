// Runs the Mocha suite of test/host inside a real VS Code and tells its totals. `--electron` uses a downloaded VS Code instead of code-server.
//
//     node scripts/host/suite.mjs [--electron] [--grep PATTERN]

import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { ensurePackages, ensureTestPython } from '../setup.mjs';
import { Trouble, main, root, step } from '../steps.mjs';
import { ensureHost } from './install.mjs';
import { openBrowser, remove, startServer, temporaryFolder } from './server.mjs';

const bundle = join(root, '.cache/host-suite/index.cjs');

/** @returns {Promise<{ passed: number, failed: number }>} */
export async function runSuite({ electron = false, grep = '' } = {}) {
  await ensurePackages();
  const python = await ensureTestPython();
  await step('Building', [process.execPath, join(root, 'node_modules/tsx/dist/cli.mjs'), 'scripts/build.ts']);
  await bundleSuite();
  const folder = temporaryFolder();
  const results = join(folder, 'results.json');
  const workspace = join(folder, 'w');
  mkdirSync(workspace);
  cpSync(join(root, 'examples/churn'), join(workspace, 'churn'), { recursive: true });
  const env = {
    NBSHIP_RESULTS: results,
    NBSHIP_TEST_PYTHON: python,
    NBSHIP_REPLY: join(root, 'test/host/kernel.py'),
    NBSHIP_ROOT: root,
    NBSHIP_GREP: grep,
  };
  try {
    const code = electron ? await inElectron(workspace, folder, env) : await inCodeServer(workspace, folder, env);
    if (!existsSync(results)) throw new Trouble(`The suite wrote no results (exit code ${code}).`);
    const { passed, failed, failures, notes } = JSON.parse(readFileSync(results, 'utf8'));
    for (const note of notes) console.log(`  ${note}`);
    for (const { title, message } of failures) console.log(`\nFAILED ${title}\n${message}`);
    // What the editor says and what the suite wrote must agree.
    return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
  } finally {
    remove(folder);
  }
}

async function bundleSuite() {
  await build({
    entryPoints: [join(root, 'test/host/suite/index.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'error',
  });
}

async function inCodeServer(workspace, folder, env) {
  await ensureHost();
  const server = await startServer(folder, { inTest: true, env });
  const { browser, page } = await openBrowser();
  try {
    const base = `vscode-remote://127.0.0.1:${server.port}`;
    const payload = JSON.stringify([
      ['extensionDevelopmentPath', base + root.replace(/\/$/, '')],
      ['extensionTestsPath', base + bundle],
      ['skipWelcome', 'true'],
    ]);
    const ended = new Promise((resolve) => void page.exposeFunction('codeAutomationExit', (code) => resolve(code)));
    await page.exposeFunction('codeAutomationLog', (type, args) => {
      if (type === 'log') for (const line of args) if (typeof line === 'string' && !isNoise(line)) console.log(line);
    });
    await page.goto(`http://127.0.0.1:${server.port}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(payload)}`);
    const limit = new Promise((resolve) => setTimeout(() => resolve('timeout'), 15 * 60_000).unref());
    const code = await Promise.race([ended, limit]);
    if (code === 'timeout') {
      await page.screenshot({ path: join(root, '.cache/host-timeout.png') });
      throw new Trouble('The suite inside VS Code did not end; .cache/host-timeout.png shows its window.');
    }
    return code;
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** The window's own words about a closed network and missing parts of VS Code. */
function isNoise(line) {
  return /gallery|vsda|spdlog|%c|Content-Security|\[Extension Host\] \(node:|DeprecationWarning|INFO|trusted-types|iframe/.test(line);
}

async function inElectron(workspace, folder, env) {
  const { runTests } = await import('@vscode/test-electron');
  return runTests({
    extensionDevelopmentPath: root,
    extensionTestsPath: bundle,
    extensionTestsEnv: env,
    launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust', '--user-data-dir', join(folder, 'u')],
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(async () => {
    const at = process.argv.indexOf('--grep');
    const { passed, failed } = await runSuite({
      electron: process.argv.includes('--electron'),
      grep: at === -1 ? '' : process.argv[at + 1],
    });
    console.log(`${passed} passed, ${failed} failed`);
    return failed > 0 ? 1 : 0;
  });
}
