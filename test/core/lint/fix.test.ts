// Fixes that are applied together never touch each other, and none is left out without a reason.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { chooseFixes } from '../../../src/core/lint/fix.ts';
import type { Finding, FixKind } from '../../../src/core/rules/rule.ts';
import { applyReplacements, type Edit } from '../../../src/core/text/edit.ts';

function finding(edits: readonly Edit[], kind: FixKind = 'safe'): Finding {
  const at = { cell: 0, span: { start: 0, end: 0 } };
  const text = { rule: 'a', severity: 'warning', key: '', message: '', why: '', how: '', data: {} } as const;
  return { ...text, at, related: [], fix: { title: '', kind, edits } };
}

function replace(cell: number, start: number, end: number, text = 'x'): Edit {
  return { kind: 'replaceText', at: { cell, span: { start, end } }, text };
}

const TEXT = '0123456789';
const replacement = fc
  .tuple(fc.nat(2), fc.nat(TEXT.length), fc.nat(TEXT.length), fc.constantFrom('', 'a', 'bc'))
  .map(([cell, a, b, text]) => replace(cell, Math.min(a, b), Math.max(a, b), text));

describe('chooseFixes', () => {
  it('takes fixes of the kinds that are asked for only', () => {
    const [safe, suggested] = [finding([replace(0, 0, 1)]), finding([replace(0, 3, 4)], 'suggested')];
    expect(chooseFixes([safe, suggested], ['safe'])).toEqual([safe]);
    expect(chooseFixes([safe, suggested], ['safe', 'suggested'])).toEqual([safe, suggested]);
  });

  it.each<[string, Edit, Edit, boolean]>([
    ['overlapping spans', replace(0, 0, 4), replace(0, 3, 6), false],
    ['spans that only touch', replace(0, 0, 3), replace(0, 3, 6), true],
    ['two insertions at one place', replace(0, 3, 3), replace(0, 3, 3), false],
    ['the same spans in different cells', replace(0, 0, 4), replace(1, 0, 4), true],
    ['a text of a cell that moves', { kind: 'moveCell', from: 1, before: 0 }, replace(1, 0, 1), false],
    ['a text beside a cell that moves', { kind: 'moveCell', from: 1, before: 0 }, replace(2, 0, 1), true],
    ['a text of a cell that goes', replace(1, 0, 1), { kind: 'deleteCell', cell: 1 }, false],
    ['two changes of the order', { kind: 'moveCell', from: 1, before: 0 }, { kind: 'insertCell', before: 3, source: '' }, false],
    ['one line of a file twice', file('a', 1), file('a', 1), false],
    ['two lines of a file', file('a', 1), file('a', 2), true],
    ['two lines added to a file', file('a'), file('a'), true],
    ['the same line of two files', file('a', 1), file('b', 1), true],
  ])('with %s', (_, one, other, together) => {
    expect(chooseFixes([finding([one]), finding([other])], ['safe'])).toHaveLength(together ? 2 : 1);
  });

  it('gives texts that do not depend on the order in which they are applied', () => {
    fc.assert(
      fc.property(fc.array(replacement, { maxLength: 8 }), (edits) => {
        const chosen = chooseFixes(
          edits.map((each) => finding([each])),
          ['safe'],
        ).flatMap((each) => each.fix?.edits ?? []);
        for (const cell of [0, 1, 2]) {
          const own = chosen.flatMap((each) =>
            each.kind === 'replaceText' && each.at.cell === cell ? [{ ...each.at.span, text: each.text }] : [],
          );
          expect(applyReplacements(TEXT, own)).toBe(applyReplacements(TEXT, own.toReversed()));
        }
      }),
    );
  });

  it('leaves out nothing that conflicts with nothing', () => {
    fc.assert(
      fc.property(fc.array(replacement, { maxLength: 8 }), (edits) => {
        const all = edits.map((each) => finding([each]));
        const chosen = chooseFixes(all, ['safe']);
        for (const each of all.filter((one) => !chosen.includes(one)))
          expect(chooseFixes([...chosen, each], ['safe'])).toHaveLength(chosen.length);
      }),
    );
  });
});

function file(path: string, line?: number): Edit {
  return { kind: 'editFile', path, text: '', ...(line === undefined ? {} : { line }) };
}
