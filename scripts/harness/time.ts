// How long the analysis takes, and how it divides into parsing, the abstract run and the rules:
//
//     npx tsx scripts/harness/time.ts FOLDER

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { globSync } from 'tinyglobby';

import { resolveSettings } from '../../src/core/config/settings.ts';
import { lint } from '../../src/core/lint/lint.ts';
import type { Notebook } from '../../src/core/notebook/notebook.ts';
import { readNotebook } from '../../src/core/notebook/read.ts';
import { parseModule } from '../../src/core/python/parse.ts';
import { buildModel } from '../../src/core/semantics/build.ts';
import { samplesIn } from '../../src/machine/samples.ts';

interface Times {
  readonly parse: number;
  readonly run: number;
  readonly rules: number;
}

const settings = resolveSettings({ select: ['all'] });

function timed(notebook: Notebook, folder: string): Times {
  const start = performance.now();
  const modules = notebook.cells.filter((each) => each.kind === 'code' && each.language === 'python').map((each) => parseModule(each));
  const parsed = performance.now();
  const model = buildModel(notebook, modules, { sample: samplesIn(folder) });
  const ran = performance.now();
  lint(model, settings);
  return { parse: parsed - start, run: ran - parsed, rules: performance.now() - ran };
}

/** The best of some tries: what the work itself costs. */
function best(notebook: Notebook, folder: string, tries: number): Times {
  const all = Array.from({ length: tries }, () => timed(notebook, folder));
  const least = (part: keyof Times): number => Math.min(...all.map((each) => each[part]));
  return { parse: least('parse'), run: least('run'), rules: least('rules') };
}

function corpus(folder: string): void {
  const paths = globSync('**/*.ipynb', { cwd: folder }).toSorted();
  const times = paths.flatMap((path) => {
    const result = readNotebook(path, readFileSync(join(folder, path), 'utf8'));
    return result.kind === 'notebook' ? [{ path, ...best(result.notebook, dirname(join(folder, path)), 3) }] : [];
  });
  const line = (name: string, of: (each: Times) => number): void => {
    const sorted = times.map(of).toSorted((a, b) => a - b);
    const at = (share: number): string => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(2).padStart(8);
    console.log(
      `${name.padEnd(8)} p50 ${at(0.5)}  p99 ${at(0.99)}  worst ${at(1)}  all ${sorted
        .reduce((sum, each) => sum + each, 0)
        .toFixed(0)
        .padStart(6)} ms`,
    );
  };
  console.log(`${times.length} notebooks, best of 3, in milliseconds a notebook`);
  line('parse', (each) => each.parse);
  line('run', (each) => each.run);
  line('rules', (each) => each.rules);
  line('whole', (each) => each.parse + each.run + each.rules);
  const ratios = times.map((each) => each.run / each.parse).toSorted((a, b) => a - b);
  console.log(`run / parse: median ${(ratios[Math.floor(ratios.length / 2)] ?? 0).toFixed(2)}`);
  for (const { path, parse, run, rules } of times.toSorted((a, b) => b.run + b.rules - a.run - a.rules).slice(0, 3))
    console.log(`  ${path}: parse ${parse.toFixed(1)}, run ${run.toFixed(1)}, rules ${rules.toFixed(1)}`);
}

/** A notebook of so many cells that each read what the one above made. */
function grown(cells: number): Notebook {
  const sources = Array.from({ length: cells }, (_, at) =>
    at === 0
      ? 'import pandas as pd\nimport numpy as np\ndf = pd.DataFrame({"a": [1, 2, 3]})\ndef scaled(frame, name):\n    return frame[name] / frame[name].max()'
      : `df["c${at % 50}"] = scaled(df, "a") * ${at}\nvalue_${at} = df["c${at % 50}"].mean() + ${at > 1 ? `value_${at - 1}` : '0'}\nprint(value_${at})`,
  );
  const result = readNotebook('grown.py', sources.map((each) => `# %%\n${each}\n`).join(''));
  if (result.kind !== 'notebook') throw new Error('the grown notebook is not read');
  return result.notebook;
}

function main(): void {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new Error('expected FOLDER');
  corpus(folder);
  console.log('growth, in milliseconds');
  for (const cells of [10, 100, 1000, 5000]) {
    const { parse, run, rules } = best(grown(cells), '.', 2);
    const whole = parse + run + rules;
    console.log(
      `${String(cells).padStart(5)} cells  parse ${parse.toFixed(1).padStart(7)}  run ${run.toFixed(1).padStart(7)}  rules ${rules.toFixed(1).padStart(7)}  a cell ${(whole / cells).toFixed(3)}`,
    );
  }
}

main();
