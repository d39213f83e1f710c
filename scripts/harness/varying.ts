// Holds the cells that nbship says vary against those that really did, in runs by run_twice.py:
//
//     npx tsx scripts/harness/varying.ts FOLDER RECORDS.jsonl [--list] [--peers]
//
// With --peers it also holds what ruff, nborder and a plain search for a seed say of whole notebooks against the same runs.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { array, nullable, number, object, optional, string, tuple } from 'zod/mini';

import { readNotebook } from '../../src/core/notebook/read.ts';
import { modelOf } from '../../src/cli/analyse.ts';
import { variationOf } from '../../src/core/semantics/variation.ts';
import { samplesIn } from '../../src/machine/samples.ts';

/** One line of run_twice.py; a notebook that timed out or crashed has no cells. */
const record = object({
  notebook: string(),
  status: string(),
  failure: optional(nullable(tuple([number(), string()]))),
  cells: optional(array(object({ cell: number(), varies: array(string()) }))),
});
/** Cells, by index among all cells, that a draw without a seed reaches. */
export function foreseen(path: string, text: string): ReadonlySet<number> {
  const result = readNotebook(path, text);
  if (result.kind !== 'notebook') return new Set();
  const model = modelOf(result.notebook, { sample: samplesIn(dirname(path)) });
  return new Set([...variationOf(model.document).keys()].flatMap((step) => model.steps[step]?.cell ?? []));
}

type Says = (path: string, text: string) => boolean;

/** Whether a tool says that something in a notebook varies. */
const PEERS: Readonly<Record<string, Says>> = {
  'ruff NPY002': (path) =>
    run('ruff', ['check', '--isolated', '--no-cache', '--exit-zero', '--quiet', '--select', 'NPY002', path]).includes('NPY002'),
  'nborder NB103': (path) => run('nborder', ['check', '--select', 'NB103', path]).includes('NB103'),
  'no seed in the text': (_, text) => /random|sample|shuffle|split/.test(text) && !/seed|random_state/.test(text),
};

function run(program: string, args: readonly string[]): string {
  return spawnSync(program, args, { encoding: 'utf8' }).stdout;
}

const ratio = (right: number, other: number): string => `${((100 * right) / (right + other)).toFixed(0)}%`;

function comparePeers(ran: readonly { readonly path: string; readonly varies: boolean }[]): void {
  const tools: Readonly<Record<string, Says>> = { nbship: (path, text) => foreseen(path, text).size > 0, ...PEERS };
  for (const [tool, says] of Object.entries(tools)) {
    const tally = { right: 0, wrong: 0, missed: 0 };
    for (const { path, varies } of ran) {
      const told = says(path, readFileSync(path, 'utf8'));
      if (told) tally[varies ? 'right' : 'wrong']++;
      else if (varies) tally.missed++;
    }
    console.log(
      `${tool}: notebooks ${JSON.stringify(tally)}, precision ${ratio(tally.right, tally.wrong)}, recall ${ratio(tally.right, tally.missed)}`,
    );
  }
}

function main(): void {
  const [folder, records, ...flags] = process.argv.slice(2);
  if (folder === undefined || records === undefined) throw new Error('expected FOLDER and RECORDS.jsonl');
  const tally = { right: 0, missed: 0, wrong: 0, steady: 0, notebooks: 0 };
  const ranAll: { readonly path: string; readonly varies: boolean }[] = [];
  for (const line of readFileSync(records, 'utf8').split('\n')) {
    if (line === '') continue;
    const ran = record.parse(JSON.parse(line));
    if (ran.status !== 'ran' || !ran.cells) continue;
    tally.notebooks++;
    const path = join(folder, ran.notebook);
    ranAll.push({ path, varies: ran.cells.some((each) => each.varies.length > 0) });
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
  if (flags.includes('--peers')) comparePeers(ranAll);
}

main();
