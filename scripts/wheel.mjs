// Makes the wheel, for people who have Python and no Node: the launcher of src/python/wheel with the bundled command line inside.

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureUv } from './setup.mjs';
import { Trouble, step } from './steps.mjs';

/**
 * Builds the wheel of a checkout, whose dist/ has been built, into the folder `out`.
 * @param {string} checkout
 * @param {string} out
 */
export async function makeWheel(checkout, out) {
  const { version, files } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
  const folder = join(checkout, '.cache/wheel');
  rmSync(folder, { recursive: true, force: true });
  const copy = (from, to) => {
    mkdirSync(dirname(join(folder, to)), { recursive: true });
    cpSync(join(checkout, from), join(folder, to));
  };
  const source = 'src/python/wheel';
  for (const file of ['README.md', 'nbship/__init__.py', 'nbship/__main__.py']) copy(`${source}/${file}`, file);
  // What the npm package runs is what the wheel runs.
  for (const file of files.filter((name) => name.startsWith('dist/') && !name.endsWith('.txt'))) copy(file, `nbship/${file}`);
  for (const file of ['LICENSE', 'dist/THIRD_PARTY_LICENSES.txt']) copy(file, file.replace('dist/', ''));
  writeFileSync(join(folder, 'pyproject.toml'), withVersion(readFileSync(join(checkout, source, 'pyproject.toml'), 'utf8'), version));
  const uv = await ensureUv();
  await step('Building the wheel', [uv, 'build', '--wheel', '--quiet', '--out-dir', out, folder]);
}

/** The version stands in package.json; Python's spelling of it (`1.0.0rc1` for `1.0.0-rc.1`) is the builder's business. */
function withVersion(text, version) {
  const placeholder = 'version = "0.0.0"';
  if (text.split(placeholder).length !== 2) throw new Trouble(`src/python/wheel/pyproject.toml must hold '${placeholder}' once`);
  return text.replace(placeholder, `version = ${JSON.stringify(version)}`);
}
