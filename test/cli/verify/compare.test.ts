// What counts as equal, close, different, unsteady or missing.

import { describe, expect, test } from 'vitest';

import { compareValues, differing, valuesOf, type Verdict } from '../../../src/cli/verify/compare.ts';
import { isRounded } from '../../../src/cli/verify/outputs.ts';
import type { Apart, Leaf, Side } from '../../../src/cli/verify/run.ts';

function side(values: Readonly<Record<string, readonly Leaf[]>>, metrics: Side['metrics'] = []): Side {
  return {
    python: '3.11',
    seconds: 0,
    values: { stage: Object.fromEntries(Object.entries(values).map(([name, leaves]) => [name, [...leaves]])) },
    metrics,
  };
}

const one: Leaf = ['', 'aaaa', '1.0'];
const two: Leaf = ['', 'bbbb', '1.0000000001'];

function verdict(notebook: Side, pipeline: Side, more: { again?: Side; apart?: Apart; rel?: number } = {}): Verdict | undefined {
  return compareValues({
    notebook: valuesOf(notebook, ['m']),
    pipeline: valuesOf(pipeline, ['m']),
    tolerance: { rel: more.rel ?? 1e-9 },
    ...(more.apart ? { apart: more.apart } : {}),
    ...(more.again ? { again: valuesOf(more.again, ['m']) } : {}),
  })[0]?.verdict;
}

describe('values', () => {
  test('the same digest is equal', () => expect(verdict(side({ x: [one] }), side({ x: [one] }))).toBe('equal'));
  test('another digest is different', () => expect(verdict(side({ x: [one] }), side({ x: [two] }))).toBe('different'));
  test('a value of one side only is missing', () => {
    expect(verdict(side({ x: [one] }), side({}))).toBe('missing');
    expect(verdict(side({}), side({ x: [one] }))).toBe('missing');
  });
  test('close is what the tolerance allows, and no more', () => {
    const apart = { 'stage\0x\0': { abs: 1e-10, rel: 1e-10 } };
    expect(verdict(side({ x: [one] }), side({ x: [two] }), { apart })).toBe('close');
    expect(verdict(side({ x: [one] }), side({ x: [two] }), { apart, rel: 1e-12 })).toBe('different');
  });
  test('every part must be close', () => {
    const apart = { 'stage\0x\0': { abs: 1e-10, rel: 1e-10 }, 'stage\0x\0.b': null };
    const notebook = side({ x: [one, ['.b', 'cc', 'text']] });
    expect(verdict(notebook, side({ x: [two, ['.b', 'dd', 'other']] }), { apart })).toBe('different');
  });
  test('what the notebook gives anew each time is unsteady', () => {
    expect(verdict(side({ x: [one] }), side({ x: [two] }), { again: side({ x: [['', 'cccc', '2.0']] }) })).toBe('unsteady');
  });
  test('the first part that differs is named', () => {
    const [found] = compareValues({
      notebook: valuesOf(side({ x: [one, ['.coef_', 'ee', 'float64[3]']] }), []),
      pipeline: valuesOf(side({ x: [one, ['.coef_', 'ff', 'float64[4]']] }), []),
      tolerance: { rel: 0 },
    });
    expect(found?.first).toEqual({ path: '.coef_', notebook: 'float64[3]', pipeline: 'float64[4]' });
  });
  test('of values of another shape only the first difference counts', () => {
    const notebook = valuesOf(side({ x: [['.a', '1', 'a'], one] }), []);
    expect(differing(notebook, valuesOf(side({ x: [['.b', '1', 'b'], one] }), []))).toEqual([['stage', 'x', '.a']]);
  });
});

describe('metrics', () => {
  test('are compared as numbers', () => {
    const metric = (digest: string, value: number): Side => side({}, [['m', digest, value]]);
    expect(verdict(metric('a', 0.5), metric('a', 0.5))).toBe('equal');
    expect(verdict(metric('a', 0.5), metric('b', 0.5 + 1e-13))).toBe('close');
    expect(verdict(metric('a', 0.5), metric('b', 0.6))).toBe('different');
  });
  test('rounds of a loop are one metric', () => {
    const values = valuesOf(
      side({}, [
        ['m.a', '1', 1],
        ['m.b', '2', 2],
        ['other', '3', 3],
      ]),
      ['m.*'],
    );
    expect([...values.values()]).toEqual([
      [
        ['', '1', '1'],
        ['(2)', '2', '2'],
      ],
    ]);
  });
});

describe('numbers of saved outputs', () => {
  test.each([
    [0.857142857, '0.8571', true],
    [0.857142857, '0.857142857', true],
    [0.857142857, '85.71', true],
    [0.857142857, '0.8572', false],
    [0.857142857, '1', false],
    [3, '3', true],
    [1234.5678, '1.23e3', true],
    [1e-7, '0.0', true],
  ])('%f is shown as %s: %s', (value, text, expected) => expect(isRounded(value, text)).toBe(expected));
});
