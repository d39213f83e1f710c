// Makes the extension's .vsix, into the project's folder or the file that is named.

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensurePackages } from './setup.mjs';
import { main, root, step } from './steps.mjs';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

async function makePackage([file = join(root, `nbship-${version}.vsix`)]) {
  await ensurePackages();
  await step('Building', [process.execPath, join(root, 'node_modules/tsx/dist/cli.mjs'), 'scripts/build.ts']);
  const vsce = join(root, 'node_modules/@vscode/vsce/vsce');
  const flags = ['--no-dependencies', '--no-rewrite-relative-links', '--allow-missing-repository', '--skip-license'];
  await step('Packaging', [process.execPath, vsce, 'package', ...flags, '--out', resolve(file)]);
  return 0;
}

await main(() => makePackage(process.argv.slice(2)));
