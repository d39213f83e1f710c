// Makes the commit that pre-commit installs from, in a clone: the bundled dist/cli.js, and a package.json with nothing to install or build.
//
//     node scripts/release.mjs [FOLDER]       clones HEAD into FOLDER (default: .cache/release), builds, commits, tags
//     node scripts/release.mjs --with-changes FOLDER    the working tree as it is now, for trying things out
//
// pre-commit does not build a hook's repository: it refuses one with a `prepare` script, and would install devDependencies.

import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Trouble, ask, main, root, step } from './steps.mjs';

async function release(args) {
  const withChanges = args.includes('--with-changes');
  const folder = resolve(args.find((arg) => !arg.startsWith('--')) ?? join(root, '.cache/release'));
  if (existsSync(folder) && !existsSync(join(folder, '.git')))
    throw new Trouble(`${folder} exists and is no earlier release; name another folder.`);
  rmSync(folder, { recursive: true, force: true });
  const git = (title, ...rest) => step(title, ['git', '-C', folder, ...rest]);

  await step('Cloning', ['git', 'clone', '--quiet', '--no-hardlinks', root, folder]);
  if (withChanges) copyWorkingTree(folder);
  await buildIn(folder);
  const version = strip(join(folder, 'package.json'));
  rmSync(join(folder, 'package-lock.json'), { force: true });
  await git('Adding', 'add', '--all');
  await git('Adding the bundle', 'add', '--force', 'dist/cli.js', 'dist/lsp-library.js', 'dist/mcp-library.js');
  await git('Committing', 'commit', '--quiet', '--no-verify', '-m', `Release ${version}: the command line as one file`);
  await git('Tagging', 'tag', '--force', `v${version}`);

  console.log(`\nv${version} is in ${folder}. To publish: git -C ${folder} push REMOTE v${version}`);
  return 0;
}

/** Files of the working tree, committed or not, that git does not ignore. */
function copyWorkingTree(folder) {
  const list = ask('git', ['-C', root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard']) ?? '';
  for (const file of new Set(list.split('\0').filter((name) => name !== ''))) {
    if (!existsSync(join(root, file))) {
      rmSync(join(folder, file), { force: true });
      continue;
    }
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
}

/** Builds with the packages installed here: the clone itself gets none. */
async function buildIn(folder) {
  const packages = join(folder, 'node_modules');
  symlinkSync(join(root, 'node_modules'), packages, 'junction');
  try {
    await step('Building', [process.execPath, join(packages, 'tsx/dist/cli.mjs'), join(folder, 'scripts/build.ts')], { cwd: folder });
  } finally {
    unlinkSync(packages);
  }
}

/** Leaves in package.json what an installation needs. */
function strip(path) {
  const { devDependencies: _, scripts: __, ...rest } = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, `${JSON.stringify(rest, undefined, 2)}\n`);
  return rest.version;
}

await main(() => release(process.argv.slice(2)));
