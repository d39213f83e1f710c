// `nbship verify` on real projects: equal where they are, and where not, which value differs first.

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { notebookText, run, type Said } from '../cli/ran.ts';

const PYTHON = process.env['NBSHIP_TEST_PYTHON'];
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MINUTES = 60_000;

describe.skipIf(PYTHON === undefined)('verify', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nbship-verify-test-'));
  const python = PYTHON ?? '';
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const exported = async (notebook: string, name: string): Promise<string> => {
    const said = await run(folder, ['export', notebook, '-o', name, '--no-lock', '--python', python]);
    expect(said.code, said.err).toBe(0);
    return join(folder, name);
  };
  const verified = (name: string, ...flags: readonly string[]): Promise<Said> =>
    run(folder, ['verify', name, '--python', python, ...flags]);
  const edit = (file: string, from: string, to: string): void => {
    const text = readFileSync(join(folder, file), 'utf8');
    expect(text).toContain(from);
    writeFileSync(join(folder, file), text.replace(from, to));
  };

  beforeAll(async () => {
    await exported(join(ROOT, 'examples/churn/repaired/churn.ipynb'), 'churn');
  }, MINUTES);

  test(
    'a sound export is equal, also to the saved outputs',
    async () => {
      const said = await verified('churn', '--against-outputs');
      expect(said.code, said.out + said.err).toBe(0);
      expect(said.out).toContain('EQUAL: every compared value is the same, bit for bit');
      expect(said.out).toMatch(/metrics: 3 of 3 values equal/);
      expect(said.out).toMatch(/predictions: 3 of 3 values equal/);
      expect(said.out).toMatch(/pipeline twice: (\d+) of \1 values equal/);
      expect(said.out.match(/is shown as/g)).toHaveLength(3);
      expect(existsSync(join(folder, 'churn/reports/verification.html'))).toBe(true);
    },
    3 * MINUTES,
  );

  test(
    'a changed pipeline is different, and the first value is named by its path',
    async () => {
      edit('churn/churn/features.py', 'fillna(0.0)', 'fillna(1.0)');
      const said = await verified('churn');
      expect(said.code).toBe(1);
      expect(said.out).toMatch(/first at df\['total_charges'\]\[1\]: notebook float64\[\d+\], pipeline float64\[\d+\]/);
      expect(said.out).toContain('DIFFERENT: the pipeline does not compute what the notebook computes');
      edit('churn/churn/features.py', 'fillna(1.0)', 'fillna(0.0)');
    },
    3 * MINUTES,
  );

  test(
    'what is close is called close, and only within the tolerance',
    async () => {
      edit('churn/churn/evaluate.py', 'tracker.metric("accuracy", accuracy)', 'tracker.metric("accuracy", accuracy * (1 + 1e-12))');
      const close = await verified('churn');
      expect([close.code, close.out.includes('EQUAL WITHIN TOLERANCE')]).toEqual([0, true]);
      const strict = await verified('churn', '--tolerance', '0');
      expect([strict.code, strict.out.includes('DIFFERENT: the pipeline')]).toEqual([1, true]);
    },
    4 * MINUTES,
  );

  test('a notebook that is not the exported one is refused', async () => {
    edit('churn/notebooks/churn.ipynb', '"cells"', ' "cells"');
    const said = await verified('churn');
    expect(said.code).toBe(2);
    expect(said.err).toContain('is not the notebook that was exported');
  });

  test(
    'a notebook that gives other values each time is unsteady',
    async () => {
      const cells = [
        'import numpy as np\nfrom sklearn.linear_model import Ridge',
        'X = np.random.default_rng().normal(size=(30, 2))',
        'm = Ridge().fit(X, X[:, 0])\nprint("score", m.score(X, X[:, 0]))',
      ];
      writeFileSync(join(folder, 'loose.ipynb'), notebookText(...cells));
      await exported('loose.ipynb', 'loose');
      const said = await verified('loose');
      expect([said.code, said.out.includes('UNSTEADY')]).toEqual([1, true]);
    },
    3 * MINUTES,
  );

  test(
    'a pipeline that stops is told with its error',
    async () => {
      edit('loose/loose/pipeline.py', 'from .config', 'import nothing_of_this_name\n\nfrom .config');
      const said = await verified('loose');
      expect(said.code).toBe(2);
      expect(said.out).toMatch(/the pipeline stops: ModuleNotFoundError: No module named 'nothing_of_this_name'/);
    },
    3 * MINUTES,
  );

  test.each(['statsmodels_ols', 'statsmodels_formula'])(
    '%s, which fits no scikit-learn model, is equal',
    async (name) => {
      await exported(join(ROOT, `test/proof/libraries/${name}.py`), name);
      const said = await verified(name);
      expect([said.code, said.out.includes('EQUAL: every compared value')]).toEqual([0, true]);
    },
    3 * MINUTES,
  );

  test.each([
    [['verify'], 'expected one folder, found 0'],
    [['verify', 'nowhere'], 'nowhere: expected a folder, found none'],
    [['verify', '.'], 'expected an exported project, found no export_report.json'],
    [['verify', 'churn', '--tolerance', 'much'], "--tolerance: expected a number from 0 to 1, e.g. 1e-9, found 'much'"],
    [['verify', 'loose', '--config', 'configs/none.yaml'], 'configs/none.yaml: no such file in loose'],
  ])('%j is refused in one line', async (argv, message) => {
    const said = await run(folder, argv);
    expect(said.code).toBe(2);
    expect(said.err).toContain(message);
  });
});
