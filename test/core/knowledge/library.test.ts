// The tables against the real libraries, where a Python that has them is named in NBSHIP_TEST_PYTHON.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { REMOVALS } from '../../../src/core/knowledge/removals.ts';
import { tableFor } from '../../../src/core/knowledge/index.ts';
import type { ArgumentFact, CallFact } from '../../../src/core/knowledge/table.ts';
import { TABLES } from '../../../src/core/knowledge/tables.ts';

const python = process.env['NBSHIP_TEST_PYTHON'];
const root = new URL('../../../', import.meta.url).pathname;
const committed = join(root, 'src/core/knowledge/generated');

/** Names of our own, for what many classes share; and what is there only in a notebook. */
const OURS = [
  'builtins.file.',
  'builtins.binaryfile.',
  'builtins.display',
  'builtins.get_ipython',
  'statsmodels.Model',
  'statsmodels.Results',
  'sklearn.base.',
  'csv.writer.',
];

interface Claim {
  readonly name: string;
  readonly arguments: readonly ArgumentFact[];
}

function claimsOf(name: string, fact: CallFact): Claim {
  const named = [fact.reads, fact.writes, fact.mutatesWhen, fact.fills, fact.draws?.seed, fact.seeds?.argument, ...(fact.fits ?? [])];
  return { name, arguments: named.flatMap((each) => (each ? [each] : [])) };
}

/** Everything the tables say of functions, constructors and methods. */
function allClaims(): readonly Claim[] {
  const claims: Claim[] = [];
  for (const library of Object.keys(TABLES)) {
    const table = tableFor(library);
    for (const [name, fact] of Object.entries(table?.functions ?? {})) claims.push(claimsOf(name, fact));
    for (const [name, fact] of Object.entries(table?.classes ?? {})) {
      if (fact.construct) claims.push(claimsOf(name, fact.construct));
      for (const [method, call] of Object.entries(fact.methods ?? {})) claims.push(claimsOf(`${name}.${method}`, call));
    }
  }
  return claims.filter(({ name }) => !OURS.some((prefix) => name.startsWith(prefix)));
}

function check(claims: readonly Claim[]): { checked: number; absent: readonly string[]; wrong: readonly string[] } {
  const answer: unknown = JSON.parse(
    execFileSync(python ?? 'python3', ['scripts/knowledge-claims.py'], {
      cwd: root,
      input: JSON.stringify(claims),
      encoding: 'utf8',
      maxBuffer: 1 << 26,
      env: { ...process.env, MPLBACKEND: 'Agg' },
    }),
  );
  if (typeof answer !== 'object' || answer === null || !('checked' in answer && 'absent' in answer && 'wrong' in answer))
    throw new Error('no answer');
  const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
  return { checked: Number(answer.checked), absent: texts(answer.absent), wrong: texts(answer.wrong) };
}

describe.skipIf(!python)('the real libraries', () => {
  const claims = python ? allClaims() : [];

  it('have the arguments that the tables name, at the places they give', { timeout: 120_000 }, () => {
    const { checked, wrong } = check(claims);
    expect(checked).toBeGreaterThan(3000);
    expect(wrong).toEqual([]);
  });

  it('have the functions and methods, or had them in older versions', { timeout: 120_000 }, () => {
    const { absent } = check(claims);
    expect(absent.filter((name) => !OLDER.has(name))).toEqual([]);
  });

  it('notice a claim that does not hold', () => {
    const claim = { name: 'json.loads', arguments: [{ name: 'nothing' }, { name: 's', position: 1 }] };
    expect(check([claim, { name: 'json.nothing', arguments: [] }])).toMatchObject({
      checked: 2,
      absent: ['json.nothing'],
      wrong: ['json.loads: s is at 0, not at 1'],
    });
  });
});

/** In the tables for notebooks that use older versions, and names of our own. */
const OLDER: ReadonlySet<string> = new Set([
  // Python 3.12 and later.
  'random.binomialvariate',
  'random.Random.binomialvariate',
  'random.SystemRandom.binomialvariate',
  'itertools.batched',
  // Before NumPy 2, pandas 2 and 3, scikit-learn 1.2, IPython 8, Matplotlib 3.9, seaborn 0.12.
  'numpy.mat',
  'numpy.ndarray.itemset',
  'numpy.ndarray.ptp',
  'pandas.DataFrame.append',
  'pandas.DataFrame.applymap',
  'pandas.DataFrame.iteritems',
  'pandas.DataFrame.swapaxes',
  'pandas.DataFrame.to_gbq',
  'pandas.Series.append',
  'pandas.Series.ravel',
  'pandas.Series.view',
  'pandas.ExcelWriter.save',
  ...[
    'fit',
    'partial_fit',
    'set_params',
    'set_output',
    'fit_transform',
    'transform',
    'inverse_transform',
    'get_params',
    'get_feature_names_out',
  ].map((name) => `sklearn.preprocessing.Imputer.${name}`),
  'sklearn.inspection.plot_partial_dependence',
  'sklearn.metrics.plot_confusion_matrix',
  'sklearn.metrics.plot_roc_curve',
  'sklearn.metrics.plot_precision_recall_curve',
  'IPython.display.set_matplotlib_formats',
  'IPython.display.set_matplotlib_close',
  'matplotlib.cm.get_cmap',
  'seaborn.factorplot',
  'seaborn.tsplot',
]);

describe.skipIf(!python)('the files that were read from the libraries', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nbship-read-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are what reading them again gives, for libraries of the same version', { timeout: 180_000 }, () => {
    execFileSync(python ?? 'python3', ['scripts/read-libraries.py', '--into', folder], {
      cwd: root,
      stdio: 'pipe',
      env: { ...process.env, MPLBACKEND: 'Agg' },
    });
    let compared = 0;
    for (const file of readdirSync(folder)) {
      const fresh = readFileSync(join(folder, file), 'utf8');
      const kept = existsSync(join(committed, file)) ? readFileSync(join(committed, file), 'utf8') : '';
      const [head] = fresh.split('\n', 1);
      if (!kept.startsWith(`${head}\n`)) continue;
      compared += 1;
      expect(kept === fresh, `${file} is stale: run scripts/read-libraries.py`).toBe(true);
    }
    expect(compared).toBeGreaterThan(0);
  });
});

describe.skipIf(python === undefined)('names that were removed', () => {
  it('are gone from the libraries that are installed', () => {
    const ask = `
import importlib, inspect, json, sys, warnings
warnings.simplefilter("ignore")
def find(name):
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:end]))
        except Exception:
            continue
        try:
            for part in parts[end:]:
                found = getattr(found, part)
            return found
        except Exception:
            return None
still = []
for name in json.load(sys.stdin):
    whole, _, argument = name.partition("(")
    found = find(whole)
    if argument:
        if argument[:-2] in inspect.signature(found).parameters:
            still.append(name)
    elif found is not None:
        still.append(name)
print(json.dumps(still))`;
    const output = execFileSync(python ?? 'python3', ['-c', ask], { input: JSON.stringify([...REMOVALS.keys()]), encoding: 'utf8' });
    expect(JSON.parse(output)).toEqual([]);
    expect(REMOVALS.size).toBeGreaterThan(100);
  }, 120_000);
});
