// Plans of small and of hard notebooks: they render to valid Python, and compute what the notebook computes.

import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';

import { planExport } from '../../../src/core/plan/index.ts';
import type { Plan } from '../../../src/core/plan/plan.ts';
import { modelOf } from '../semantics/modelled.ts';
import { compareAll, projectFiles, PYTHON, type Comparison } from './compared.ts';
import { NASTY } from './nasty.ts';

function planned(...cells: readonly string[]): Plan {
  const result = planExport(modelOf(...cells));
  if (result.kind === 'refused') throw new Error(result.refusals.map((each) => each.message).join('; '));
  return result.plan;
}

function refusals(...cells: readonly string[]): readonly string[] {
  const result = planExport(modelOf(...cells));
  return result.kind === 'refused' ? result.refusals.map((each) => each.message) : [];
}

describe('what is rendered is Python', () => {
  const sources = Object.entries(NASTY).flatMap(([name, cells]) =>
    projectFiles({ cells, plan: planned(...cells) })
      .filter((each) => each.path.endsWith('.py'))
      .map(({ path, text }) => ({ name, path, text })),
  );
  test('compiles', () => {
    const script = 'import json, sys\nfor each in json.load(sys.stdin): compile(each["text"], each["name"] + ": " + each["path"], "exec")';
    expect(() =>
      execFileSync('python3', ['-c', script], { input: JSON.stringify(sources), stdio: ['pipe', 'ignore', 'pipe'] }),
    ).not.toThrow();
  });
});

describe.skipIf(PYTHON === undefined)('the pipeline computes what the notebook computes', () => {
  const comparisons = new Map<string, Comparison>();
  beforeAll(() => {
    const all = Object.values(NASTY).map((cells) => ({ cells, plan: planned(...cells) }));
    const results = compareAll(all);
    Object.keys(NASTY).forEach((name, at) => {
      const result = results[at];
      if (result) comparisons.set(name, result);
    });
  }, 600_000);

  for (const name of Object.keys(NASTY))
    test(name, () => {
      const found = comparisons.get(name);
      expect({ errors: found?.errors, differing: found?.differing }).toEqual({ errors: [], differing: [] });
      expect(found?.metrics).toBeGreaterThan(0);
      expect(found?.equal).toBeGreaterThan(1);
    });
});

describe('refusals', () => {
  const fit = ['from sklearn.svm import SVC', 'm = SVC()\nm.fit([[1], [2]], [0, 1])'];

  test('nothing to export', () => {
    expect(refusals('x = 1\nprint(x)')).toEqual([expect.stringContaining('nothing to export')]);
  });

  test('a name that is never bound', () => {
    expect(refusals(...fit, 'print(missing)')).toEqual([expect.stringContaining('`missing` is not defined')]);
  });

  test('the output of a shell command that is needed', () => {
    expect(refusals(fit[0] ?? '', 'files = !ls', 'm = SVC()\nm.fit([[len(files)], [2]], [0, 1])')).toEqual([
      expect.stringContaining('shell command'),
    ]);
  });

  test('exec', () => {
    expect(refusals(fit[0] ?? '', 'exec("C = 1.0")', 'm = SVC(C=C)\nm.fit([[1], [2]], [0, 1])').length).toBeGreaterThan(0);
  });
});
