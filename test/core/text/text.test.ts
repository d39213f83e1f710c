// Offsets, positions and replacements in one text.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyReplacements } from '../../../src/core/text/edit.ts';
import { lineStartsOf, positionAt, rangeOf } from '../../../src/core/text/span.ts';

describe('positions', () => {
  it('count lines from 0 and characters in UTF-16', () => {
    const starts = lineStartsOf('a\n😀b\n');
    expect(starts).toEqual([0, 2, 6]);
    expect(positionAt(starts, 4)).toEqual({ line: 1, character: 2 });
    expect(rangeOf(starts, { start: 0, end: 6 })).toEqual({ start: { line: 0, character: 0 }, end: { line: 2, character: 0 } });
    expect(positionAt(starts, 99).line).toBe(2);
  });

  it('lead back to their offset', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '\n', '\r', 'é', '😀')), fc.nat(), (parts, at) => {
        const text = parts.join('');
        const offset = at % (text.length + 1);
        const { line, character } = positionAt(lineStartsOf(text), offset);
        const lines = text.split('\n');
        expect(lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character).toBe(offset);
        expect(character).toBeLessThanOrEqual(lines[line]?.length ?? -1);
      }),
    );
  });
});

describe('replacements', () => {
  it('apply together, in any order, insertions at one place as given', () => {
    expect(
      applyReplacements('abcdef', [
        { start: 4, end: 6, text: 'Z' },
        { start: 0, end: 1, text: '' },
        { start: 2, end: 2, text: '1' },
        { start: 2, end: 2, text: '2' },
      ]),
    ).toBe('b12cdZ');
  });
});
