// Every notebook of the corpus, opened one after the other: no error in the log, and memory that does not grow without bound.

import { strict as assert } from 'node:assert';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

import * as vscode from 'vscode';

import { notes } from './support.ts';
import type { StartedOnMachine } from '../../../src/extension/node/main.ts';

const corpus = resolve(process.env['NBSHIP_ROOT'] ?? '.', '../shared/corpus/notebooks');

describe('the corpus', () => {
  it('opens whole, without an error and without growing', async function test() {
    if (!existsSync(corpus)) this.skip();
    this.timeout(10 * 60_000);
    const started = vscode.extensions.getExtension<StartedOnMachine>('nbship.nbship')?.exports;
    assert.ok(started);
    const files = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((each) => each.endsWith('.ipynb'));
    const errors: string[] = [];
    const sizes: number[] = [];
    const times: number[] = [];
    for (const [at, file] of files.toSorted().entries()) {
      const document = await vscode.workspace.openNotebookDocument(vscode.Uri.file(join(corpus, file))).then(
        (opened) => opened,
        () => undefined, // The editor itself cannot read some of them.
      );
      if (!document) continue;
      try {
        const analysis = await started.analyses.analyse(document);
        if (analysis) times.push(analysis.took);
      } catch (error) {
        errors.push(`${file}: ${String(error)}`);
      }
      if (at % 50 === 49) {
        globalThis.gc?.();
        sizes.push(Math.round(process.memoryUsage().heapUsed / 1e6));
      }
    }
    times.sort((a, b) => a - b);
    const quantile = (share: number): string => (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(1);
    notes.push(`${files.length} notebooks, ${times.length} analysed: p50 ${quantile(0.5)}, p99 ${quantile(0.99)}, worst ${quantile(1)} ms`);
    notes.push(`heap after each 50: ${sizes.join(', ')} MB`);
    assert.deepEqual(errors, []);
    assert.ok(times.length > 200);
  });
});
