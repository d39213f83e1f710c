// Makes everything of a release, from a clean clone of HEAD; publishes nothing.
//
//     node scripts/release.mjs [FOLDER]                        into FOLDER (default: .cache/release)
//     node scripts/release.mjs --dry [FOLDER]                  also when the changelog gives the version no date; sets no tag
//     node scripts/release.mjs --dry --with-changes [FOLDER]   the working tree as it is now, for trying things out
//
// FOLDER then holds the npm package, the .vsix, the wheel, SHA256SUMS, and `repository`: the commit that pre-commit and the GitHub Action run from.
// pre-commit does not build a hook's repository: it refuses one with a `prepare` script, and would install devDependencies. So that commit
// carries the bundled command line, and a package.json with nothing to install or build.

import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { releaseDay } from './changelog.mjs';
import { ensurePackages } from './setup.mjs';
import { Trouble, ask, main, root, step } from './steps.mjs';
import { makeWheel } from './wheel.mjs';

async function release(args) {
  const { values, positionals } = readFlags(args);
  const folder = resolve(positionals[0] ?? join(root, '.cache/release'));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  refuse(version, values);
  await ensurePackages();
  const clone = await cloneInto(folder, values['with-changes']);
  await makeArtefacts(clone, folder, version);
  await commit(clone, version, !values.dry);
  writeSums(folder);
  sayNext(folder, version, values.dry);
  return 0;
}

function readFlags(args) {
  const flag = { type: 'boolean', default: false };
  try {
    return parseArgs({ args, allowPositionals: true, options: { dry: flag, 'with-changes': flag } });
  } catch (error) {
    throw error instanceof TypeError ? new Trouble(error.message) : error;
  }
}

/** A release says what changed and when, and holds what is committed. */
function refuse(version, { dry, 'with-changes': withChanges }) {
  if (withChanges && !dry) throw new Trouble('--with-changes is for trying things out: it needs --dry as well.');
  if (!dry && releaseDay(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), version) === undefined)
    throw new Trouble(`CHANGELOG.md has no section '## ${version} (YYYY-MM-DD)'. Write it and commit, or try the release with --dry.`);
  const changes = ask('git', ['-C', root, 'status', '--porcelain']);
  if (changes === undefined) throw new Trouble('git status failed: a release is made in a git repository.');
  if (changes !== '' && !withChanges) throw new Trouble(`What is not committed would not be in the release:\n${changes}`);
}

async function cloneInto(folder, withChanges) {
  const clone = join(folder, 'repository');
  if (existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(join(clone, '.git')))
    throw new Trouble(`${folder} exists and is no earlier release; name another folder.`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await step('Cloning', ['git', 'clone', '--quiet', '--no-hardlinks', root, clone]);
  if (withChanges) copyWorkingTree(clone);
  return clone;
}

/** Files of the working tree, committed or not, that git does not ignore. */
function copyWorkingTree(clone) {
  const list = ask('git', ['-C', root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard']) ?? '';
  for (const file of new Set(list.split('\0').filter((name) => name !== ''))) {
    if (!existsSync(join(root, file))) {
      rmSync(join(clone, file), { force: true });
      continue;
    }
    mkdirSync(dirname(join(clone, file)), { recursive: true });
    cpSync(join(root, file), join(clone, file));
  }
}

/** Builds with the packages installed here: the clone itself gets none. */
async function makeArtefacts(clone, folder, version) {
  const packages = join(clone, 'node_modules');
  symlinkSync(join(root, 'node_modules'), packages, 'junction');
  try {
    const vsix = join(folder, `nbship-${version}.vsix`);
    await step('Building, and packaging the extension', [process.execPath, join(clone, 'scripts/package.mjs'), vsix], { cwd: clone });
  } finally {
    unlinkSync(packages);
  }
  await makeWheel(clone, folder);
  // uv marks what it writes into with a file of its own.
  rmSync(join(folder, '.gitignore'), { force: true });
  strip(join(clone, 'package.json'));
  await step('Packing the npm package', ['npm', 'pack', '--silent', '--ignore-scripts', '--pack-destination', folder], { cwd: clone });
}

/** Leaves in package.json what an installation needs. */
function strip(path) {
  const { devDependencies: _, scripts: __, ...rest } = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, `${JSON.stringify(rest, undefined, 2)}\n`);
}

async function commit(clone, version, tagged) {
  const git = (title, ...rest) => step(title, ['git', '-C', clone, ...rest]);
  const { files } = JSON.parse(readFileSync(join(clone, 'package.json'), 'utf8'));
  rmSync(join(clone, 'package-lock.json'), { force: true });
  await git('Adding', 'add', '--all');
  await git('Adding the bundle', 'add', '--force', ...files.filter((name) => name.startsWith('dist/')));
  await git('Committing', 'commit', '--quiet', '--no-verify', '-m', `Release ${version}: the command line as one file`);
  if (tagged) await git('Tagging', 'tag', '--force', `v${version}`);
}

/** In the form that `sha256sum --check` reads. */
function writeSums(folder) {
  const artefacts = readdirSync(folder).filter((name) => /\.(tgz|vsix|whl)$/.test(name));
  const lines = artefacts.map(
    (name) =>
      `${createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex')}  ${name}\n`,
  );
  writeFileSync(join(folder, 'SHA256SUMS'), lines.join(''));
  console.log(`\n${lines.join('')}`);
}

function sayNext(folder, version, dry) {
  if (dry) return console.log(`A dry run: nbship ${version} is in ${folder}, without a tag.`);
  console.log(
    [
      `nbship ${version} is in ${folder}. To publish, with the rights to do so:`,
      `  git -C ${join(folder, 'repository')} push REMOTE v${version}`,
      `  npm publish ${join(folder, `nbship-${version}.tgz`)}`,
      `  uv publish ${join(folder, '*.whl')}`,
      `  npx vsce publish --packagePath ${join(folder, `nbship-${version}.vsix`)}`,
    ].join('\n'),
  );
}

await main(() => release(process.argv.slice(2)));
