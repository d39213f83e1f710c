// Holds what nbship foresees against what really happened to mutants that run_mutants.py ran:
//
//     npx tsx scripts/harness/compare.ts FOLDER RECORDS.jsonl [--ruff]

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { readNotebook } from '../../src/core/notebook/read.ts';
import type { Notebook } from '../../src/core/notebook/notebook.ts';
import { samplesIn } from '../../src/machine/samples.ts';
import { comparison, emptyTally, explained, foreseen, mutated, recordsOf, type Foreseen, type Mutation, type Tally } from './mutants.ts';

function byRuff(notebook: Notebook, order: readonly number[], folder: string): readonly Foreseen[] {
  const path = join(folder, 'mutant.ipynb');
  const cells = notebook.cells.map((each) => ({
    cell_type: each.kind,
    metadata: {},
    source: each.source,
    ...(each.kind === 'code' ? { outputs: [], execution_count: null } : {}),
  }));
  writeFileSync(path, JSON.stringify({ cells, metadata: { language_info: { name: 'python' } }, nbformat: 4, nbformat_minor: 4 }));
  const output = execFileSync(
    'ruff',
    ['check', '--isolated', '--no-cache', '--exit-zero', '--select', 'F821', '--output-format', 'json', path],
    { encoding: 'utf8' },
  );
  const findings: unknown = JSON.parse(output);
  if (!Array.isArray(findings)) return [];
  return findings.flatMap((each: { cell?: number; message?: string }) => {
    const name = /`(.+?)`/.exec(each.message ?? '')?.[1];
    return name === undefined ? [] : [{ cell: order[(each.cell ?? 1) - 1] ?? -1, name, slot: 'name' as const }];
  });
}

function main(): void {
  const [folder, records, ...flags] = process.argv.slice(2);
  if (folder === undefined || records === undefined) throw new Error('expected FOLDER and RECORDS.jsonl');
  const scratch = mkdtempSync(join(tmpdir(), 'nbship-mutants-'));
  const tools: Record<string, (mutation: Mutation, notebook: Notebook) => readonly Foreseen[]> = {
    nbship: (mutation, notebook) => foreseen(notebook, mutation.order, { sample: samplesIn(dirname(join(folder, notebook.path))) }),
  };
  if (flags.includes('--ruff')) tools['ruff F821'] = (mutation, notebook) => byRuff(notebook, mutation.order, scratch);
  const tallies: Record<string, Tally> = {};
  const notebooks = new Map<string, Notebook>();
  const explanations = { file: new Map<string, number[]>(), editor: new Map<string, number[]>() };
  for (const record of recordsOf(readFileSync(records, 'utf8'))) {
    let original = notebooks.get(record.notebook);
    if (!original) {
      const result = readNotebook(record.notebook, readFileSync(join(folder, record.notebook), 'utf8'));
      if (result.kind !== 'notebook') continue;
      notebooks.set(record.notebook, (original = result.notebook));
    }
    const mutation = mutated(original, record.mutant);
    if (record.failure === null && record.differ.length > 0)
      for (const place of ['file', 'editor'] as const) {
        const ports = { sample: samplesIn(dirname(join(folder, original.path))) };
        const told = explained(original, record, ports, place === 'editor').length > 0;
        const [yes = 0, all = 0] = explanations[place].get(record.mutant.kind) ?? [];
        explanations[place].set(record.mutant.kind, [yes + (told ? 1 : 0), all + 1]);
      }
    for (const [tool, predict] of Object.entries(tools))
      comparison((tallies[tool] ??= emptyTally()), record, predict(mutation, mutation.notebook));
  }
  rmSync(scratch, { recursive: true, force: true });
  for (const [place, kinds] of Object.entries(explanations)) {
    const sum = [...kinds.values()].reduce(([a = 0, b = 0], [yes = 0, all = 0]) => [a + yes, b + all], [0, 0]);
    const parts = [...kinds].map(([kind, [yes, all]]) => `${kind} ${yes} of ${all}`).join(', ');
    console.log(`runs with other outputs, some rule of nbship says so (${place}): ${sum[0]} of ${sum[1]} (${parts})`);
  }
  for (const [tool, tally] of Object.entries(tallies)) report(tool, tally);
}

function report(tool: string, tally: Tally): void {
  const percent = (part: number, whole: number): string => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)}%`);
  console.log(
    `${tool}: ${tally.failures} mutants fail with a NameError, ${tally.others} fail otherwise, ${tally.running} run, ${tally.different} of them with other outputs`,
  );
  console.log(`  name reported in that cell  ${tally.named} of ${tally.failures}  ${percent(tally.named, tally.failures)}`);
  console.log(`  and foreseen as the first   ${tally.right} of ${tally.failures}  ${percent(tally.right, tally.failures)}`);
  console.log(
    `  false alarms                ${tally.alarms} of ${tally.quiet}  (precision ${percent(tally.failures, tally.failures + tally.alarms)})`,
  );
  console.log(`  other failures, right cell  ${tally.othersRight} of ${tally.others}  ${percent(tally.othersRight, tally.others)}`);
  console.log(`  any alarm where it runs     ${tally.otherAlarms} of ${tally.running}  ${percent(tally.otherAlarms, tally.running)}`);
  for (const miss of tally.misses) console.log(`    ${miss}`);
}

main();
