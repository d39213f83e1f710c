// Our names of a module against those of the running CPython, over the corpus and the standard library.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { readNotebook } from '../../../src/core/notebook/read.ts';
import { parseModule } from '../../../src/core/python/parse.ts';
import { namesOf } from './names.ts';

const corpus = '../shared/corpus';
// NBSHIP_CONFORMANCE=all compares the whole standard library.
const libraryFiles = process.env['NBSHIP_CONFORMANCE'] === 'all' ? 0 : 160;
// Quotes inside the format of a field, `f'{3:{"}"}>10}'`, are beyond the parser; only CPython's own test of f-strings has them.
const beyond = /test_fstring\.py$/;
const version = /(\d+)\.(\d+)/.exec(spawnSync('python3', ['--version'], { encoding: 'utf8' }).stdout ?? '');
const minor = version === null ? undefined : Number(version[2]);

const verdictSchema = z.object({ id: z.string(), source: z.string(), names: z.nullable(z.array(z.string())) });
type Verdict = z.infer<typeof verdictSchema>;

function ask(sources: readonly { readonly id: string; readonly source: string }[], flags: readonly string[]): readonly Verdict[] {
  const run = spawnSync('python3', ['scripts/conformance.py', ...flags], {
    input: JSON.stringify(sources),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  expect(run.stderr).toBe('');
  return run.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => verdictSchema.parse(JSON.parse(line)));
}

/** What differs, as far as a person needs it; empty where all names and places agree. */
function differences(verdicts: readonly Verdict[]): readonly string[] {
  return verdicts.flatMap(({ id, source, names }) => {
    if (names === null || beyond.test(id)) return [];
    const module = parseModule({ index: 0, source });
    // A cell of one line such as `ls -l` is IPython's although CPython takes it.
    if (module.magics.length > 0) return [];
    const theirs = new Set(names);
    const ours = namesOf(module, (minor ?? 0) >= 12);
    const own = new Set(ours);
    const [problem] = module.problems;
    if (problem !== undefined) return [`${id}: ${problem.message}: ${source.slice(problem.at.start - 30, problem.at.end + 20)}`];
    const differ = [
      ...names.filter((name) => !own.has(name)).map((name) => `- ${name}`),
      ...ours.filter((name) => !theirs.has(name)).map((name) => `+ ${name}`),
    ];
    return differ.length > 0 || names.length !== ours.length
      ? [`${id}: ${names.length} ${ours.length} ${differ.slice(0, 4).join(', ')}`]
      : [];
  });
}

describe.skipIf(minor === undefined)('names as CPython sees them', () => {
  it.skipIf(!existsSync(corpus))('agrees on every cell of the corpus that CPython takes', () => {
    const cells = globSync('**/*.ipynb', { cwd: corpus, absolute: true }).flatMap((path) => {
      const read = readNotebook(path, readFileSync(path, 'utf8'));
      if (read.kind !== 'notebook') return [];
      return read.notebook.cells
        .filter((cell) => cell.kind === 'code' && cell.source !== '')
        .map((cell) => ({ id: `${path}:${cell.index}`, source: cell.source }));
    });
    const verdicts = ask(cells, []);
    expect(verdicts.filter((each) => each.names !== null).length).toBeGreaterThan(1000);
    expect(differences(verdicts)).toEqual([]);
  });

  it('agrees on the standard library', { timeout: 600_000 }, () => {
    const verdicts = ask([], ['--standard-library', String(libraryFiles)]);
    expect(verdicts.length).toBeGreaterThan(100);
    expect(differences(verdicts)).toEqual([]);
  });
});
