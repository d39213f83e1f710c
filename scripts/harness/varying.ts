// Holds the cells that nbship says vary against those that really did, in runs by run_twice.py:
//
//     npx tsx scripts/harness/varying.ts FOLDER RECORDS.jsonl [--list]

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { readNotebook } from '../../src/core/notebook/read.ts';
import { modelOf } from '../../src/cli/analyse.ts';
import { variationOf } from '../../src/core/semantics/variation.ts';
import { samplesIn } from '../../src/machine/samples.ts';

interface Ran {
  readonly notebook: string;
  readonly status: string;
  readonly failure: readonly [number, string] | null;
  readonly cells: readonly { readonly cell: number; readonly varies: readonly string[] }[];
}

/** Cells, by index among all cells, that a draw without a seed reaches. */
export function foreseen(path: string, text: string): ReadonlySet<number> {
  const result = readNotebook(path, text);
  if (result.kind !== 'notebook') return new Set();
  const model = modelOf(result.notebook, { sample: samplesIn(dirname(path)) });
  return new Set([...variationOf(model.document).keys()].flatMap((step) => model.steps[step]?.cell ?? []));
}

function main(): void {
  const [folder, records, ...flags] = process.argv.slice(2);
  if (folder === undefined || records === undefined) throw new Error('expected FOLDER and RECORDS.jsonl');
  const tally = { right: 0, missed: 0, wrong: 0, steady: 0, notebooks: 0 };
  for (const line of readFileSync(records, 'utf8').split('\n')) {
    if (line === '') continue;
    const ran = JSON.parse(line) as Ran;
    if (ran.status !== 'ran') continue;
    tally.notebooks++;
    const path = join(folder, ran.notebook);
    const told = foreseen(path, readFileSync(path, 'utf8'));
    for (const { cell, varies } of ran.cells) {
      // A cell that fails shows little of what it would.
      if (cell === ran.failure?.[0]) continue;
      const kind = varies.length > 0 ? (told.has(cell) ? 'right' : 'missed') : told.has(cell) ? 'wrong' : 'steady';
      tally[kind]++;
      if (flags.includes('--list') && (kind === 'missed' || kind === 'wrong'))
        console.log(`${kind} ${ran.notebook} cell ${cell} ${varies.slice(0, 6).join(', ')}`);
    }
  }
  const { right, missed, wrong } = tally;
  console.log(JSON.stringify({ ...tally, precision: right / (right + wrong), recall: right / (right + missed) }));
}

main();
