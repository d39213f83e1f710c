// From cells to the file's own text and back, where a character of a source may stand as several in the file.

import { describe, expect, it } from 'vitest';

import { physicalOf } from '../../../src/core/notebook/physical.ts';
import { readNotebook } from '../../../src/core/notebook/read.ts';
import type { Notebook } from '../../../src/core/notebook/notebook.ts';

function notebook(path: string, text: string): Notebook {
  const result = readNotebook(path, text);
  if (result.kind !== 'notebook') throw new Error(JSON.stringify(result));
  return result.notebook;
}

/** The text of the file under the place of a word of the first cell. */
function under(path: string, text: string, word: string): string {
  const read = notebook(path, text);
  const start = read.cells[0]?.source.indexOf(word) ?? -1;
  const range = physicalOf(text, read).rangeOf({ cell: 0, span: { start, end: start + word.length } });
  if (!range || range.start.line !== range.end.line) throw new Error(JSON.stringify(range));
  return text.split('\n')[range.start.line]?.slice(range.start.character, range.end.character) ?? '';
}

const cell = (source: string): string =>
  `{"cells":[{"cell_type":"code","metadata":{},"outputs":[],"source":${source}}],"metadata":{},"nbformat":4,"nbformat_minor":4}`;

describe('physicalOf', () => {
  it.each([
    ['plain', cell('["a = 1\\n",\n "b = lost"]'), 'lost', 'lost'],
    ['quotes and tabs before it', cell('["s = \\"\\t\\"; lost"]'), 'lost', 'lost'],
    ['escapes inside it', cell('["caf\\u00e9 = 1"]'), 'café', 'caf\\u00e9'],
    ['one string with line ends', cell('"a\\r\\nlost"'), 'lost', 'lost'],
    ['a line end split between strings', cell('["a\\r", "\\nlost"]'), 'lost', 'lost'],
    ['characters outside the BMP', cell('["s = \'𝒙\'; lost"]'), 'lost', 'lost'],
    ['pretty JSON', JSON.stringify(JSON.parse(cell('["lost\\n"]')), undefined, 2), 'lost', 'lost'],
  ])('finds a word of an .ipynb file: %s', (_name, text, word, expected) => {
    expect(under('a.ipynb', text, word)).toBe(expected);
  });

  it('finds a word of a percent file, with either line end', () => {
    for (const end of ['\n', '\r\n']) expect(under('a.py', ['# title', '# %%', 'a = 1', 'b = lost', ''].join(end), 'lost')).toBe('lost');
  });

  it('goes back to the offset it came from', () => {
    for (const [path, text] of [
      ['a.ipynb', cell('["s = \\"\\u00e9\\"\\n", "", "b = lost\\n"]')],
      ['a.py', '# %%\ns = "é"\nb = lost\n'],
    ] as const) {
      const read = notebook(path, text);
      const physical = physicalOf(text, read);
      const { source = '' } = read.cells[0] ?? {};
      for (let offset = 0; offset < source.length; offset++) {
        const range = physical.rangeOf({ cell: 0, span: { start: offset, end: offset } });
        expect(range && physical.placeAt(range.start)).toEqual({ cell: 0, offset });
      }
    }
  });

  it('knows no place outside the sources', () => {
    const text = cell('["lost"]');
    expect(physicalOf(text, notebook('a.ipynb', text)).placeAt({ line: 0, character: 3 })).toBeUndefined();
    expect(physicalOf(text, notebook('a.ipynb', text)).rangeOf({ cell: 7, span: { start: 0, end: 1 } })).toBeUndefined();
    const percent = '# %%\na = 1\n';
    expect(physicalOf(percent, notebook('a.py', percent)).placeAt({ line: 9, character: 0 })).toBeUndefined();
  });
});
