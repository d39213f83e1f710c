// What was checked is let go: three hundred notebooks leave no more behind than fifty.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { expect, test } from 'vitest';

import { checkText } from '../../scripts/fuzz/fuzz.ts';
import { notebookText } from '../cli/ran.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Each notebook has names and texts of its own. */
function check(from: number, to: number): number {
  for (let at = from; at < to; at += 1) {
    const cells = Array.from(
      { length: 10 },
      (_, cell) =>
        `frame_${at}_${cell} = pd.DataFrame({"column_${at}": [${cell}]})\nprint(frame_${at}_${cell}["column_${at}"].mean(), other_${at})`,
    );
    checkText(`notebook-${at}.ipynb`, notebookText('import pandas as pd', ...cells, `text = "${'x'.repeat(10_000)}"`));
  }
  collect();
  return process.memoryUsage().heapUsed;
}

test('memory stays flat over many notebooks', () => {
  check(0, 50);
  const before = check(50, 100);
  // The models of 300 notebooks are many times as large; the names that they call stay known, which is little.
  expect(check(100, 400) - before).toBeLessThan(4_000_000);
}, 120_000);
