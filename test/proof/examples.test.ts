// The exported projects in examples/exported are what the exporter writes today.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, describe, expect, test } from 'vitest';

import { run } from '../cli/ran.ts';

const PYTHON = process.env['NBSHIP_TEST_PYTHON'];
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const EXAMPLES: readonly (readonly [string, string, ...string[]])[] = [
  ['churn', 'examples/churn/repaired/churn.ipynb', '--with', 'service,docker,ci,drift,registry,sweep'],
  ['torch_classifier', 'test/proof/libraries/torch_classifier.py'],
  ['xgboost_classifier', 'test/proof/libraries/xgboost_classifier.py'],
];

/** Versions are those of the environment that exported, and may be others. */
const LEFT_OUT = /(^|\/)(uv\.lock|requirements\.txt|pyproject\.toml|\.nbship\.json)$/;

function textsIn(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  const paths = files.map((each) => join(each.parentPath, each.name).slice(folder.length + 1)).filter((each) => !LEFT_OUT.test(each));
  return Object.fromEntries(paths.sort().map((each) => [each, readFileSync(join(folder, each), 'utf8')]));
}

describe.skipIf(PYTHON === undefined)('examples/exported', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nbship-examples-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(EXAMPLES)(
    '%s',
    async (name, notebook, ...flags) => {
      const target = join(folder, name);
      const said = await run(folder, ['export', join(ROOT, notebook), '-o', target, '--no-lock', '--python', PYTHON ?? '', ...flags]);
      expect(said.code, said.err).toBe(0);
      expect(textsIn(target)).toEqual(textsIn(join(ROOT, 'examples/exported', name)));
    },
    120_000,
  );
});
