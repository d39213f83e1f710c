// Fuzzes the check with a folder of real notebooks; each case is made again by its seed:
//
//     npx tsx scripts/fuzz.ts FOLDER [--cells 1000000] [--seed 1]     so many mutated cells, and a file for every 50 of them
//     npx tsx scripts/fuzz.ts FOLDER --show SEED                     the text of one case
//     npx tsx scripts/fuzz.ts FOLDER --truncate 200                  prefixes of so many notebooks

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { globSync } from 'tinyglobby';

import { readNotebook } from '../src/core/notebook/read.ts';
import { caseOf, checkText, fuzz, type Failure, type Stock } from './fuzz/fuzz.ts';
import { randomFrom } from './fuzz/random.ts';

/** Above this, a text counts as one that nbship hangs on. */
const LONGEST = 10_000;

function stockOf(folder: string): { readonly stock: Stock; readonly texts: readonly string[] } {
  const texts = globSync('**/*.ipynb', { cwd: folder })
    .toSorted()
    .map((path) => readFileSync(join(folder, path), 'utf8'));
  const cells = texts.flatMap((text) => {
    const result = readNotebook('a.ipynb', text);
    return result.kind === 'notebook' ? result.notebook.cells.filter((each) => each.kind === 'code').map((each) => each.source) : [];
  });
  return { stock: { cells, files: texts.filter((text) => text.length < 50_000) }, texts };
}

function report(what: string, failures: readonly Failure[]): void {
  console.log(what);
  for (const { seed, error } of failures.slice(0, 20))
    console.log(`seed ${seed}: ${error.stack?.split('\n').slice(0, 4).join('\n') ?? error.message}`);
  if (failures.length > 0) process.exitCode = 1;
}

function fuzzCells(stock: Stock, wanted: number, seed: number): void {
  const failures: Failure[] = [];
  let [cells, files, at, slowest] = [0, 0, seed, { seed, milliseconds: 0 }];
  while (cells < wanted) {
    const part = fuzz(stock, at, at + 1000, () => performance.now());
    at += 1000;
    cells += part.cells;
    files += part.files;
    failures.push(...part.failures);
    for (const each of part.failures) console.error(`seed ${each.seed}: ${each.error.message}`);
    if (part.slowest.milliseconds > slowest.milliseconds) slowest = part.slowest;
    if (at % 10_000 < 1000)
      console.error(
        `${cells} cells, ${files} files, ${failures.length} crashes, slowest ${Math.round(slowest.milliseconds)} ms (seed ${slowest.seed})`,
      );
  }
  report(
    `${cells} mutated cells in ${files} files: ${failures.length} crashes, ${slowest.milliseconds > LONGEST ? 'a hang' : 'no hang'}; slowest file ${Math.round(slowest.milliseconds)} ms (seed ${slowest.seed})`,
    failures,
  );
}

/** All prefixes of short texts, and 1,000 of each long one, at an even stride. */
function truncate(texts: readonly string[], count: number): void {
  const failures: Failure[] = [];
  let [prefixes, whole, slowest] = [0, 0, 0];
  const chosen = texts.toSorted((a, b) => a.length - b.length).slice(0, count);
  for (const [seed, text] of chosen.entries()) {
    const stride = text.length <= ALL_BELOW ? 1 : Math.ceil(text.length / 1000);
    if (stride === 1) whole += 1;
    for (let length = 0; length <= text.length; length += stride) {
      const start = performance.now();
      try {
        checkText('cut.ipynb', text.slice(0, length));
      } catch (error) {
        failures.push({ seed, text: text.slice(0, length), error: error instanceof Error ? error : new Error(String(error)) });
      }
      slowest = Math.max(slowest, performance.now() - start);
      prefixes += 1;
    }
  }
  report(
    `${prefixes} prefixes of ${chosen.length} notebooks (all of ${whole}, 1,000 each of the others): ${failures.length} crashes, slowest ${Math.round(slowest)} ms`,
    failures,
  );
}

const ALL_BELOW = 3000;

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      cells: { type: 'string', default: '1000000' },
      seed: { type: 'string', default: '1' },
      show: { type: 'string' },
      truncate: { type: 'string' },
    },
  });
  const [folder] = positionals;
  if (folder === undefined) throw new Error('expected FOLDER');
  const { stock, texts } = stockOf(folder);
  if (values.show !== undefined) console.log(caseOf(stock, randomFrom(Number(values.show))).text);
  else if (values.truncate !== undefined) truncate(texts, Number(values.truncate));
  else fuzzCells(stock, Number(values.cells), Number(values.seed));
}

main();
