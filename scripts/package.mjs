// Makes the extension's .vsix, into the project's folder or the file that is named, from a folder that holds just what it ships.

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ensurePackages } from './setup.mjs';
import { main, root, step } from './steps.mjs';

const SHIPPED = ['bin', 'dist', 'schema', 'media/icon.png', 'media/walkthrough', 'README.md', 'LICENSE', 'CHANGELOG.md'];

/** The manifest without what only the npm package and our own tools need. */
function manifest() {
  const {
    files: _files,
    bin: _bin,
    scripts: _scripts,
    devDependencies: _packages,
    ...rest
  } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return rest;
}

/** Pictures that the README shows. */
function pictures() {
  return [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/\]\((media\/[\w/.-]+)\)/g)].map(([, path]) => path);
}

async function makePackage([file]) {
  await ensurePackages();
  await step('Building', [process.execPath, join(root, 'node_modules/tsx/dist/cli.mjs'), 'scripts/build.ts']);
  const folder = join(root, '.cache/vsix');
  const fields = manifest();
  rmSync(folder, { recursive: true, force: true });
  for (const path of [...SHIPPED, ...pictures()]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path), { recursive: true });
  }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(fields, undefined, 2)}\n`);
  const vsce = join(root, 'node_modules/@vscode/vsce/vsce');
  const flags = ['--no-dependencies', '--no-rewrite-relative-links', '--allow-missing-repository'];
  const out = resolve(file ?? join(root, `nbship-${fields.version}.vsix`));
  await step('Packaging', [process.execPath, vsce, 'package', ...flags, '--out', out], { cwd: folder });
  return 0;
}

await main(() => makePackage(process.argv.slice(2)));
