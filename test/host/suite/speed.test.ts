// How long it takes from an edit to its diagnostics, by the size of the notebook. Measured and told, never asserted.

import { strict as assert } from 'node:assert';

import * as vscode from 'vscode';

import type { StartedOnMachine } from '../../../src/extension/node/main.ts';
import { code, edit, eventually, makeNotebook, notes, rulesIn } from './support.ts';

describe('the time from an edit to its diagnostics', () => {
  for (const size of [10, 100, 1000]) {
    it(`is measured with ${size} cells`, async () => {
      const cells = Array.from({ length: size - 1 }, (_, at) =>
        code(`value_${at} = ${at === 0 ? '1' : `value_${at - 1} + ${at}`}\nprint(value_${at})`),
      );
      const document = await makeNotebook(`speed/${size}.ipynb`, [...cells, code('last = 1')]);
      const started = vscode.extensions.getExtension<StartedOnMachine>('nbship.nbship')?.exports;
      assert.ok(started);
      const last = document.cellAt(size - 1);
      await eventually(() => assert.ok(started.analyses.last(document)));
      const waits: number[] = [];
      const runs: number[] = [];
      for (let round = 0; round < 9; round++) {
        const changed = new Promise<number>((resolve) => {
          const subscription = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
            if (!uris.some((each) => each.toString() === last.document.uri.toString())) return;
            subscription.dispose();
            resolve(performance.now());
          });
        });
        const begun = performance.now();
        await edit(last, round % 2 === 0 ? `print(gone_${round})` : 'last = 1');
        waits.push((await changed) - begun);
        runs.push(started.analyses.last(document)?.took ?? 0);
      }
      await eventually(() => assert.deepEqual(rulesIn(last), ['undefined-name@0']));
      const median = (of: readonly number[]): string => (of.toSorted((a, b) => a - b)[Math.floor(of.length / 2)] ?? 0).toFixed(1);
      notes.push(
        `${size} cells: edit to diagnostics ${median(waits)} ms (median of 9, with the wait of 120 ms or more after the last key), analysis ${median(runs)} ms`,
      );
    });
  }
});
