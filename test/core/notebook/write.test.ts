// Applying edits to the text of notebook files.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Edit } from '../../../src/core/text/edit.ts';
import { applyEdits } from '../../../src/core/notebook/write.ts';
import { code, ipynb, markdown, read } from './notebooks.ts';

function apply(text: string, edits: readonly Edit[], path = 'a.ipynb'): string {
  return applyEdits(text, read(text, path), edits);
}

const replace = (cell: number, start: number, end: number, text: string): Edit => ({
  kind: 'replaceText',
  at: { cell, span: { start, end } },
  text,
});

const odd = `{
  "metadata": {"big": 123456789012345678901234567890, "f": 1.0, "e": 1e5},
  "nbformat": 4, "nbformat_minor": 5,
  "cells": [
    { "id": "a1", "cell_type": "code", "source": ["s = 'caf\\u00e9'\\n", "x = 1"], "outputs": [], "execution_count": 1, "metadata": {"f": 2.50} },
    {
      "cell_type": "code", "execution_count": null, "id": "b2", "metadata": {}, "outputs": [],
      "source": "y = x"
    }
  ]
}`;

describe('replacing text', () => {
  it('touches only the lines that change', () => {
    expect(apply(odd, [replace(0, 15, 16, '2'), replace(0, 11, 12, 'zz')])).toBe(odd.replace('"x = 1"', '"zz = 2"'));
    expect(apply(odd, [replace(1, 0, 1, 'é\n"')])).toBe(odd.replace('"y = x"', String.raw`"\u00e9\n\" = x"`));
  });

  it('adds lines in the style of the list', () => {
    const text = ipynb([code('a\nb')]);
    expect(apply(text, [replace(0, 0, 0, 'import é\n')])).toBe(text.replace('"a\\n"', '"import é\\n",\n    "a\\n"'));
    const empty = ipynb([code('')]);
    expect(apply(empty, [replace(0, 0, 0, 'a\nb')])).toBe(ipynb([code('a\nb')]));
    expect(apply(text, [replace(0, 0, 3, '')])).toBe(empty);
  });

  it('keeps headings of nbformat 3 plain', () => {
    const text = JSON.stringify({
      nbformat: 3,
      nbformat_minor: 0,
      metadata: {},
      worksheets: [{ cells: [{ cell_type: 'heading', level: 2, source: ['Load'] }] }],
    });
    expect(apply(text, [replace(0, 3, 7, 'Read')])).toBe(text.replace('Load', 'Read'));
  });
});

describe('cells', () => {
  const three = ipynb([code('a'), markdown('b'), code('c')]);

  it('are deleted and moved with all their bytes', () => {
    expect(apply(three, [{ kind: 'deleteCell', cell: 1 }])).toBe(ipynb([code('a'), code('c')]));
    expect(apply(three, [{ kind: 'moveCell', from: 2, before: 0 }])).toBe(ipynb([code('c'), code('a'), markdown('b')]));
    expect(apply(three, [{ kind: 'moveCell', from: 0, before: 3 }, replace(0, 0, 1, 'd')])).toBe(
      ipynb([markdown('b'), code('c'), code('d')]),
    );
    const none = apply(
      three,
      [0, 1, 2].map((cell) => ({ kind: 'deleteCell', cell })),
    );
    expect(read(none).cells).toEqual([]);
    expect(apply(none, [{ kind: 'insertCell', before: 0, source: 'a' }])).toBe(ipynb([code('a')]));
  });

  it('are inserted as Jupyter would write them', () => {
    expect(apply(three, [{ kind: 'insertCell', before: 1, source: 'x = 1\ny' }])).toBe(
      ipynb([code('a'), code('x = 1\ny'), markdown('b'), code('c')]),
    );
    const spaced = `${JSON.stringify(JSON.parse(three), null, 4)}\n`;
    expect(apply(spaced, [{ kind: 'insertCell', before: 3, source: 'x' }])).toBe(
      `${JSON.stringify(JSON.parse(ipynb([code('a'), markdown('b'), code('c'), code('x')])), null, 4)}\n`,
    );
  });

  it('get ids where the format has them, the same every time and never twice', () => {
    const inserts: readonly Edit[] = [0, 1].map((before) => ({ kind: 'insertCell', before, source: 'import os' }));
    const once = apply(odd, inserts);
    expect(apply(odd, inserts)).toBe(once);
    const ids = read(once).cells.map((cell) => cell.id);
    expect(new Set(ids).size).toBe(4);
    expect(ids.every((id) => /^[\w-]{1,64}$/.test(id ?? ''))).toBe(true);
    expect(once).toContain('123456789012345678901234567890');
  });

  it('that there are not are refused', () => {
    expect(() => apply(three, [{ kind: 'deleteCell', cell: 3 }])).toThrow(RangeError);
  });
});

describe('percent files', () => {
  const text = '# ---\n# x: y\n# ---\n\n# %% [3]\nx = 1\n\n# %% [markdown]\n# text\n\n# %%\ny = x\n';

  it('keeps everything else', () => {
    expect(apply(text, [replace(0, 4, 5, '2')], 'a.py')).toBe(text.replace('x = 1', 'x = 2'));
    expect(apply(text, [{ kind: 'deleteCell', cell: 1 }], 'a.py')).toBe(text.replace('# %% [markdown]\n# text\n\n', ''));
    expect(apply(text, [{ kind: 'insertCell', before: 0, source: 'import os' }], 'a.py')).toBe(
      text.replace('# %% [3]', '# %%\nimport os\n\n# %% [3]'),
    );
    expect(apply(text, [{ kind: 'moveCell', from: 2, before: 0 }], 'a.py')).toBe(
      '# ---\n# x: y\n# ---\n\n# %%\ny = x\n# %% [3]\nx = 1\n\n# %% [markdown]\n# text\n',
    );
  });
});

describe('properties', () => {
  const line = fc.string({ unit: fc.constantFrom('a', 'b', '"', '\\', 'é', ' ', '\t') });
  const source = fc.array(line, { maxLength: 4 }).map((lines) => lines.join('\n'));
  const cells = fc.array(
    fc.oneof(
      source.map((text) => code(text)),
      source.map((text) => code(text, { source: text })),
      source.map(markdown),
    ),
    { minLength: 1, maxLength: 5 },
  );
  const shape = fc.constantFrom(undefined, 1, 2, 4);

  it('no edits are the identity, and an edit reads back as what it says', () => {
    fc.assert(
      fc.property(cells, shape, fc.nat(), fc.nat(), fc.nat(), source, (list, indent, cell, from, to, put) => {
        const text = JSON.stringify({ cells: list, metadata: {}, nbformat: 4, nbformat_minor: 4 }, null, indent);
        const before = read(text);
        expect(applyEdits(text, before, [])).toBe(text);
        const index = cell % before.cells.length;
        const old = before.cells[index]?.source ?? '';
        const [start = 0, end = 0] = [from % (old.length + 1), to % (old.length + 1)].sort((a, b) => a - b);
        const after = read(applyEdits(text, before, [replace(index, start, end, put)]));
        const wanted = before.cells.map((each, at) => (at === index ? old.slice(0, start) + put + old.slice(end) : each.source));
        expect(after.cells.map((each) => each.source)).toEqual(wanted);
        expect(applyEdits(text, before, [replace(index, start, end, old.slice(start, end))])).toBe(text);
      }),
    );
  });

  it('inserted, moved and deleted cells stand where they should', () => {
    fc.assert(
      fc.property(cells, shape, fc.nat(), fc.nat(), source, (list, indent, from, to, put) => {
        const text = JSON.stringify({ cells: list, metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, indent);
        const before = read(text);
        const sources = before.cells.map((each) => each.source);
        const at = to % (sources.length + 1);
        const inserted = read(applyEdits(text, before, [{ kind: 'insertCell', before: at, source: put }]));
        expect(inserted.cells.map((each) => each.source)).toEqual(sources.toSpliced(at, 0, put));
        const cell = from % sources.length;
        const deleted = read(applyEdits(text, before, [{ kind: 'deleteCell', cell }]));
        expect(deleted.cells.map((each) => each.source)).toEqual(sources.toSpliced(cell, 1));
        const moved = read(applyEdits(text, before, [{ kind: 'moveCell', from: cell, before: at }]));
        const rest = sources.toSpliced(cell, 1);
        expect(moved.cells.map((each) => each.source)).toEqual(rest.toSpliced(at > cell ? at - 1 : at, 0, sources[cell] ?? ''));
      }),
    );
  });
});

describe('clearing counts', () => {
  it('writes null for the counts of a cell and its results, and nothing else', () => {
    const text = odd.replace(
      '"outputs": []',
      '"outputs": [{"output_type": "execute_result", "execution_count": 1, "data": {"text/plain": ["execution_count: 1"]}, "metadata": {}}]',
    );
    expect(apply(text, [{ kind: 'clearCount', cell: 0 }])).toBe(text.replaceAll('"execution_count": 1', '"execution_count": null'));
    expect(apply(text, [{ kind: 'clearCount', cell: 0 }, replace(0, 15, 16, '2')])).toContain('"execution_count": null');
    expect(() => apply(odd, [{ kind: 'clearCount', cell: 9 }])).toThrow(RangeError);
  });

  it('moves several cells, each as it stands', () => {
    const text = ipynb([code('a'), code('b'), code('c'), code('d')]);
    const moved = apply(text, [
      { kind: 'moveCell', from: 2, before: 0 },
      { kind: 'moveCell', from: 3, before: 1 },
    ]);
    expect(read(moved).cells.map((each) => each.source)).toEqual(['c', 'a', 'd', 'b']);
  });
});
