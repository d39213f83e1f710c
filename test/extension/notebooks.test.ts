// An open notebook as the core sees it.

import { beforeEach, describe, expect, it } from 'vitest';

import { isOurs, toNotebook } from '../../src/extension/notebooks.ts';
import { open, reset } from './editor/state.ts';

beforeEach(reset);

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('toNotebook', () => {
  it('takes cells with their ids, tags, counts, languages and kinds', () => {
    const document = open('a.ipynb', [
      { source: '# Title', language: 'markdown', id: 'm' },
      { source: 'x = 1\r\ny = 2', count: 3, id: 'c', tags: ['nbship-ignore'] },
      { source: 'raw text', language: 'raw' },
    ]);
    const { cells, path, nbformat, nbformatMinor } = toNotebook(document, 'a.ipynb', undefined);
    expect({ path, nbformat, nbformatMinor }).toEqual({ path: 'a.ipynb', nbformat: 4, nbformatMinor: 5 });
    expect(cells.map((each) => [each.kind, each.language, each.id, each.executionCount])).toEqual([
      ['markdown', 'markdown', 'm', null],
      ['code', 'python', 'c', 3],
      ['raw', 'raw', undefined, null],
    ]);
    expect(cells[1]).toMatchObject({ source: 'x = 1\ny = 2', tags: ['nbship-ignore'] });
  });

  it('reads outputs of each kind', () => {
    const item = (mime: string, text: string) => ({ items: [{ mime, data: bytes(text) }] });
    const error = item('application/vnd.code.notebook.error', '{"name": "NameError", "message": "name \'x\' is not defined"}');
    const outputs = [
      error,
      item('application/vnd.code.notebook.error', 'no JSON'),
      item('application/vnd.code.notebook.stdout', 'hello'),
      { ...item('text/plain', '42'), metadata: { outputType: 'execute_result' } },
      item('image/png', 'bytes'),
    ];
    const document = open('a.ipynb', [{ source: 'x', outputs }]);
    expect(toNotebook(document, 'a.ipynb', undefined).cells[0]?.outputs).toEqual([
      { kind: 'error', text: "NameError: name 'x' is not defined", errorName: 'NameError' },
      { kind: 'error', text: 'Error: no JSON', errorName: 'Error' },
      { kind: 'stream', text: 'hello' },
      { kind: 'execute_result', text: '42' },
      { kind: 'display_data', text: '' },
    ]);
  });
});

describe('isOurs', () => {
  const r = { metadata: { kernelspec: { name: 'ir', language: 'R' } } };

  it('takes Python notebooks, and notebooks with at least one Python cell', () => {
    expect(isOurs(open('a.ipynb', []))).toBe(true);
    expect(isOurs(open('r.ipynb', [{ source: 'x <- 1', language: 'r' }], r))).toBe(false);
    expect(isOurs(open('mixed.ipynb', [{ source: 'x <- 1', language: 'r' }, 'x = 1'], r))).toBe(true);
  });
});
