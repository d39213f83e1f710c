// Exports proved for real: notebook run, exported, locked, installed from the lock, trained twice, every metric compared bit for bit.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

const PYTHON = process.env['NBSHIP_TEST_PYTHON'];
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CAR_PRICES = join(
  ROOT,
  '../shared/corpus/runnable/AbhaySingh71+Car-price-prediction-with-Redis-prometheus-grafana/notebooks/train.ipynb',
);

function prove(notebook: string, ...flags: readonly string[]): string {
  return execFileSync(process.execPath, [join(ROOT, 'scripts/proof/prove.mjs'), '--python', PYTHON ?? 'python3', ...flags, notebook], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

describe.skipIf(PYTHON === undefined)('exports give the notebook its own numbers', () => {
  test('the example, installed by the plain way with pip', () => {
    expect(prove(join(ROOT, 'examples/churn/repaired/churn.ipynb'), '--pip')).toMatch(
      /^churn\.ipynb: 3 of 3 metrics equal .* trained twice equal: true; 3 models; MLflow: 2 runs, \d+ params, 6 metrics, 6 models/,
    );
  }, 600_000);

  test.skipIf(!existsSync(CAR_PRICES))(
    'a notebook of the corpus, installed with uv',
    () => {
      expect(prove(CAR_PRICES)).toMatch(
        /^train\.ipynb: 4 of 4 metrics equal .* trained twice equal: true; 1 models; MLflow: 2 runs, \d+ params, 8 metrics, 2 models/,
      );
    },
    600_000,
  );
});
