// What nbship foresees, against what IPython really does: micro-probes, and a sample of mutants of real notebooks.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { array, nullable, number, object, string } from 'zod/mini';
import { describe, expect, test } from 'vitest';

import { comparison, emptyTally, foreseen, mutated, recordsOf } from '../../scripts/harness/mutants.ts';
import { samplesIn } from '../../src/machine/samples.ts';
import { readNotebook } from '../../src/core/notebook/read.ts';
import { CASES } from '../core/semantics/cases.ts';
import { STATE_CASES } from '../core/semantics/state-cases.ts';
import { notebookOf } from '../core/semantics/modelled.ts';

const PYTHON = process.env['NBSHIP_TEST_PYTHON'];
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const RUNNABLE = join(ROOT, '../shared/corpus/runnable');

const failures = array(nullable(object({ cell: number(), error: string(), name: nullable(string()) })));

describe.skipIf(PYTHON === undefined)('micro-probes', () => {
  test('the first name that fails is the one foreseen', () => {
    const sources = CASES.map(([source]) => [source]);
    const output = execFileSync(PYTHON ?? 'python3', [join(ROOT, 'scripts/harness/run_cells.py')], {
      input: JSON.stringify(sources),
      encoding: 'utf8',
    });
    const happened = failures.parse(JSON.parse(output));
    const told = happened.map((each) => (each && /^(NameError|UnboundLocalError)$/.test(each.error) ? each.name : null));
    const said = CASES.map(([source]) => foreseen(notebookOf(source), [0])[0]?.name ?? null);
    expect(said.map((name, at) => [CASES[at]?.[0], name])).toEqual(told.map((name, at) => [CASES[at]?.[0], name]));
    expect(told.filter((each) => each !== null).length).toBeGreaterThan(20);
  }, 300_000);
});

/** What Python raises where a slot's requirement is not met. */
const RAISED: Readonly<Record<string, RegExp>> = {
  '': /^$/,
  column: /^(KeyError|AttributeError|ValueError)$/,
  key: /^KeyError$/,
  fitted: /^(NotFittedError|AttributeError)$/,
  rows: /^ValueError$/,
  attribute: /^AttributeError$/,
};

describe.skipIf(PYTHON === undefined)('micro-probes of state', () => {
  test('what fails is foreseen, and nothing else', () => {
    const output = execFileSync(PYTHON ?? 'python3', [join(ROOT, 'scripts/harness/run_cells.py')], {
      input: JSON.stringify(STATE_CASES.map(([source]) => [source])),
      encoding: 'utf8',
    });
    const happened = failures.parse(JSON.parse(output));
    const wrong = STATE_CASES.flatMap(([source, slot], at) => {
      const error = happened[at]?.error ?? '';
      const said = foreseen(notebookOf(source), [0])[0]?.slot ?? '';
      return said === slot && RAISED[slot]?.test(error) === true ? [] : [{ source, slot, said, error }];
    });
    expect(wrong).toEqual([]);
    expect(STATE_CASES.filter(([, slot]) => slot !== '').length).toBeGreaterThan(35);
  }, 300_000);
});

describe.skipIf(PYTHON === undefined || !existsSync(RUNNABLE))('mutants of real notebooks', () => {
  test('every NameError is foreseen, most other failures too, and nothing where they run', () => {
    const scratch = mkdtempSync(join(tmpdir(), 'nbship-mutants-'));
    try {
      const output = join(scratch, 'records.jsonl');
      const script = join(ROOT, 'scripts/harness/run_mutants.py');
      const only = ['01-One-hot-encoding', '03-Binarization', '04.Training_and_Testing'].flatMap((each) => ['--only', each]);
      execFileSync(PYTHON ?? 'python3', [script, RUNNABLE, output, '--delete', '4', '--move', '3', '--statement', '3', ...only], {
        stdio: 'pipe',
      });
      const tally = emptyTally();
      for (const record of recordsOf(readFileSync(output, 'utf8'))) {
        const result = readNotebook(record.notebook, readFileSync(join(RUNNABLE, record.notebook), 'utf8'));
        if (result.kind !== 'notebook') throw new Error(`${record.notebook} is not read`);
        const { notebook, order } = mutated(result.notebook, record.mutant);
        comparison(tally, record, foreseen(notebook, order, { sample: samplesIn(dirname(join(RUNNABLE, record.notebook))) }));
      }
      expect([tally.alarms, tally.otherAlarms], tally.misses.join('\n')).toEqual([0, 0]);
      expect(tally.othersRight / tally.others, tally.misses.join('\n')).toBeGreaterThan(0.6);
      expect(tally.failures).toBeGreaterThan(8);
      expect(tally.right).toBe(tally.failures);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }, 600_000);
});
