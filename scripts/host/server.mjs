// A real VS Code server in folders of its own, and a headless browser window on it.

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { Trouble } from '../steps.mjs';
import { findChromium, host } from './install.mjs';

/** Settings that keep the window quiet, and open .ipynb as a notebook. */
const QUIET = {
  'workbench.editorAssociations': { '*.ipynb': 'jupyter-notebook', '*.nbship.md': 'vscode.markdown.preview.editor' },
  'chat.disableAIFeatures': true,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'security.workspace.trust.enabled': false,
  'window.commandCenter': false,
};

/** A short path: it holds sockets. */
export function temporaryFolder() {
  return mkdtempSync(join(tmpdir(), 'nbs-'));
}

function environmentIn(folder, extra = {}) {
  const kept = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|CODE_SERVER_|PORT$|NODE_OPTIONS$|ELECTRON_)/.test(name));
  const own = { XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder, XDG_RUNTIME_DIR: folder, TMPDIR: folder };
  return { ...Object.fromEntries(kept), ...own, ...extra };
}

function foldersIn(folder) {
  return ['--config', join(folder, 'config.yaml'), '--user-data-dir', join(folder, 'u'), '--extensions-dir', join(folder, 'e')];
}

/** Installs a packaged extension into the folders of a server that is not running. */
export async function installExtension(folder, vsix) {
  const args = [host.server, ...foldersIn(folder), '--install-extension', vsix];
  const child = spawn(host.node, args, { env: environmentIn(folder), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0 || !/successfully installed/.test(output)) throw new Trouble(`${vsix} could not be installed:\n${output}`);
}

/**
 * Starts the server; `inTest` lets it load an extension from a folder and run a suite in it (and hides toasts). A remote window
 * takes settings that hold paths of the machine from `machine` only.
 * Its process group ends with `stop`, and with this process.
 * @returns {Promise<{ port: number, stop: () => Promise<void>, log: () => string }>}
 */
export async function startServer(folder, { inTest = false, settings = {}, machine = {}, env = {} } = {}) {
  for (const each of ['u/User', 'u/Machine']) mkdirSync(join(folder, each), { recursive: true });
  mkdirSync(join(folder, 'e'), { recursive: true });
  writeFileSync(join(folder, 'u/User/settings.json'), JSON.stringify({ ...QUIET, ...settings }, undefined, 2));
  writeFileSync(join(folder, 'u/Machine/settings.json'), JSON.stringify(machine, undefined, 2));
  const quiet = ['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust', '--disable-getting-started-override'];
  const serving = ['--auth', 'none', '--bind-addr', '127.0.0.1:0', ...quiet, '--ignore-last-opened'];
  const args = [host.server, ...foldersIn(folder), ...serving, ...(inTest ? ['--vscode-option', 'enable-smoke-test-driver'] : [])];
  const child = spawn(host.node, args, { env: environmentIn(folder, env), detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (log += chunk));
  const kill = (signal) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // The group is gone already.
    }
  };
  const onExit = () => kill('SIGKILL');
  process.once('exit', onExit);
  const closed = new Promise((resolve) => child.once('close', resolve));
  const stop = async () => {
    process.off('exit', onExit);
    kill('SIGTERM');
    const late = setTimeout(() => kill('SIGKILL'), 3000);
    await closed;
    clearTimeout(late);
    kill('SIGKILL');
  };
  const started = Date.now();
  for (;;) {
    const port = /HTTP server listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(log)?.[1];
    if (port !== undefined) return { port: Number(port), stop, log: () => log };
    if (child.exitCode !== null || Date.now() - started > 60_000) {
      await stop();
      throw new Trouble(`code-server did not start:\n${log}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const FLAGS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --disable-dev-shm-usage'.split(
    ' ',
  );

/** A browser that reaches this machine only. */
export async function openBrowser(size = { width: 1440, height: 900 }) {
  const browser = await chromium.launch({
    executablePath: findChromium(),
    headless: true,
    args: FLAGS,
  });
  const context = await browser.newContext({ viewport: size, locale: 'en-US' });
  await context.route('**/*', (route) => {
    const { hostname, protocol } = new URL(route.request().url());
    const local =
      hostname === '127.0.0.1' ||
      hostname === 'localhost' ||
      protocol === 'data:' ||
      protocol === 'blob:' ||
      hostname.endsWith('.localhost');
    return local ? route.continue() : route.abort();
  });
  return { browser, page: await context.newPage() };
}

export function remove(folder) {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
