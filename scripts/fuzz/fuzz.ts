// Checks notebooks that nobody would write, and says which of them nbship does not survive.

import { resolveSettings } from '../../src/core/config/settings.ts';
import { lint } from '../../src/core/lint/lint.ts';
import { readNotebook } from '../../src/core/notebook/read.ts';
import { parseModule } from '../../src/core/python/parse.ts';
import { reportedFile, type Outcome } from '../../src/core/report/reported.ts';
import { programReport } from '../../src/core/report/reports.ts';
import { fileText, PLAIN } from '../../src/core/report/text.ts';
import { buildModel } from '../../src/core/semantics/build.ts';
import { mutated, mutatedFile, tokenCell } from './mutate.ts';
import { randomFrom, type Random } from './random.ts';

export interface Failure {
  /** `fuzz` with this seed alone makes the same case. */
  readonly seed: number;
  readonly text: string;
  readonly error: Error;
}

export interface Fuzzed {
  readonly cells: number;
  readonly files: number;
  readonly failures: readonly Failure[];
  readonly slowest: { readonly seed: number; readonly milliseconds: number };
}

/** What is mutated: sources of cells, and whole files. */
export interface Stock {
  readonly cells: readonly string[];
  readonly files: readonly string[];
}

const settings = resolveSettings({ select: ['all'] });

/** Everything that `nbship check` does with a file, but for reading it from the disk. */
export function checkText(path: string, text: string): void {
  const result = readNotebook(path, text);
  if (result.kind === 'invalid') report({ files: [], skipped: [], problems: [result.problem] });
  if (result.kind !== 'notebook') return;
  const { notebook } = result;
  const modules = notebook.cells.filter((each) => each.kind === 'code' && each.language === 'python').map((each) => parseModule(each));
  const model = buildModel(notebook, modules, { sample: () => ({ kind: 'absent' }) });
  const file = reportedFile(notebook, lint(model, settings), text);
  fileText(file, text, PLAIN);
  report({ files: [file], skipped: [], problems: [] });
}

function report(outcome: Outcome): void {
  for (const format of ['json', 'sarif', 'github', 'gitlab', 'junit'] as const) programReport(format, outcome, { version: '0', pages: {} });
}

/** Makes and checks the cases of seeds `from` to below `to`. */
export function fuzz(stock: Stock, from: number, to: number, clock: () => number, note: (seed: number) => void = () => undefined): Fuzzed {
  const failures: Failure[] = [];
  let slowest = { seed: from, milliseconds: 0 };
  let [cells, files] = [0, 0];
  for (let seed = from; seed < to; seed += 1) {
    const made = caseOf(stock, randomFrom(seed));
    const start = clock();
    note(seed);
    try {
      checkText(made.path, made.text);
    } catch (error) {
      failures.push({ seed, text: made.text, error: error instanceof Error ? error : new Error(String(error)) });
    }
    const milliseconds = clock() - start;
    if (milliseconds > slowest.milliseconds) slowest = { seed, milliseconds };
    cells += made.cells;
    files += 1;
  }
  return { cells, files, failures, slowest };
}

interface Case {
  readonly path: string;
  readonly text: string;
  /** Fuzzed cells in it. */
  readonly cells: number;
}

/** One case in ten is a real file with a broken inside, the others are notebooks of mutated cells. */
export function caseOf(stock: Stock, random: Random): Case {
  if (stock.files.length > 0 && random.chance(0.1))
    return { path: 'fuzzed.ipynb', text: mutatedFile(random.pick(stock.files), random.pick(stock.cells), random), cells: 0 };
  const sources = Array.from({ length: 1 + random.below(10) }, () =>
    random.chance(0.3) ? tokenCell(random) : mutated(random.pick(stock.cells), random.pick(stock.cells), random),
  );
  if (random.chance(0.1)) return { path: 'fuzzed.py', text: sources.map((each) => `# %%\n${each}\n`).join(''), cells: sources.length };
  const cells = sources.map((source, at) => ({
    cell_type: 'code',
    execution_count: random.chance(0.3) ? null : random.chance(0.7) ? at + 1 : random.below(20),
    metadata: {},
    outputs: [],
    source: random.chance(0.5) ? source : source.split(/(?<=\n)/),
  }));
  return {
    path: 'fuzzed.ipynb',
    text: JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }),
    cells: cells.length,
  };
}
