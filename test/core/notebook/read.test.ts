// Reading notebook files: formats, sloppy files, broken files, languages, physical lines.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNotebook } from '../../../src/core/notebook/read.ts';
import { type CellFields, code, ipynb, markdown, read } from './notebooks.ts';

function problemOf(text: string, path = 'a.ipynb') {
  const result = readNotebook(path, text);
  if (result.kind !== 'invalid') throw new Error(`expected a problem, got ${result.kind}`);
  return result.problem;
}

function skipReason(text: string, path = 'a.ipynb'): string | undefined {
  const result = readNotebook(path, text);
  return result.kind === 'skipped' ? result.reason : undefined;
}

describe('nbformat 4', () => {
  it('reads cells, counts, tags, ids and outputs', () => {
    const outputs = [
      { output_type: 'stream', name: 'stdout', text: ['a\n', 'b'] },
      { output_type: 'execute_result', execution_count: 3, data: { 'text/plain': ['0.93'], 'text/html': ['<b>'] }, metadata: {} },
      { output_type: 'error', ename: 'NameError', evalue: "name 'x' is not defined", traceback: ['...'] },
    ];
    const text = ipynb(
      [markdown('# Title\ntext'), code('x = 1\nx', { execution_count: 3, id: 'ab12', metadata: { tags: ['parameters', 5] }, outputs })],
      { nbformat_minor: 5 },
    );
    const { cells, nbformatMinor, language } = read(text);
    expect([nbformatMinor, language, cells.length]).toEqual([5, 'python', 2]);
    expect(cells[0]).toMatchObject({ kind: 'markdown', source: '# Title\ntext', executionCount: null });
    expect(cells[1]).toMatchObject({ kind: 'code', id: 'ab12', executionCount: 3, tags: ['parameters'], language: 'python' });
    expect(cells[1]?.outputs).toEqual([
      { kind: 'stream', text: 'a\nb' },
      { kind: 'execute_result', text: '0.93' },
      { kind: 'error', text: "NameError: name 'x' is not defined", errorName: 'NameError' },
    ]);
  });

  it('takes sloppy files: a BOM, CRLF, string sources, odd metadata, NaN, a later minor, unknown cells', () => {
    const cells = [code('', { source: 'a = 1\r\nb = 2', metadata: { tags: 'x' }, execution_count: '3' }), { cell_type: 'future' }];
    const text = `\uFEFF${ipynb(cells, { nbformat_minor: 99, metadata: [] })}`.replace(
      '"outputs": []',
      '"outputs": [{"data": {"v": NaN, "w": [-Infinity, "NaN"]}, "output_type": "display_data"}]',
    );
    const notebook = read(text);
    expect(notebook.cells[0]).toMatchObject({
      source: 'a = 1\nb = 2',
      executionCount: null,
      tags: [],
      outputs: [{ kind: 'display_data', text: '' }],
    });
    expect(notebook.cells[1]?.kind).toBe('raw');
  });
});

describe('nbformat 3', () => {
  const text = JSON.stringify(
    {
      metadata: { name: 'old' },
      nbformat: 3,
      nbformat_minor: 0,
      worksheets: [
        {
          cells: [
            { cell_type: 'heading', level: 2, metadata: {}, source: ['Load'] },
            {
              cell_type: 'code',
              collapsed: false,
              input: ['x = 1\n', 'x'],
              language: 'python',
              metadata: {},
              prompt_number: 7,
              outputs: [
                { output_type: 'pyout', prompt_number: 7, text: ['1'] },
                { output_type: 'pyerr', ename: 'KeyError', evalue: "'a'" },
              ],
            },
          ],
        },
      ],
    },
    null,
    1,
  );

  it('reads worksheets, headings, prompt numbers and old outputs', () => {
    const { cells, nbformat } = read(text);
    expect(nbformat).toBe(3);
    expect(cells[0]).toMatchObject({ kind: 'markdown', source: '## Load' });
    expect(cells[1]).toMatchObject({ source: 'x = 1\nx', executionCount: 7 });
    expect(cells[1]?.outputs).toEqual([
      { kind: 'execute_result', text: '1' },
      { kind: 'error', text: "KeyError: 'a'", errorName: 'KeyError' },
    ]);
    const lines = text.split('\n');
    expect(cells[1]?.fileLines.map((line) => lines[line - 1]?.trim())).toEqual([String.raw`"x = 1\n",`, '"x"']);
  });
});

describe('broken files', () => {
  const good = ipynb([code('x = 1')]);
  it.each([
    ['', '', 'a notebook', /empty/, undefined],
    ['  \n', '', 'a notebook', /empty/, undefined],
    ['version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 2\n', '', 'a notebook', /Git LFS pointer/, 1],
    [
      good.replace(' "cells"', '<<<<<<< HEAD\n "cells"').replace(' "nbformat"', '>>>>>>> main\n "nbformat"'),
      '',
      'JSON',
      /unfinished merge/,
      2,
    ],
    [good.replace('"metadata": {},', '"metadata": {}'), '', 'JSON', /comma expected at line 7, column \d+/, 7],
    [good.slice(0, 60), '', 'JSON', /unexpected end of string at line 5, column 4/, 5],
    [good.slice(0, good.indexOf('"outputs"')), '', 'JSON', /end of the file/, 7],
    ['[]', '', 'a notebook object', /a list/, 1],
    ['{"a": 1}', 'nbformat', '3 or 4', /nothing/, 1],
    [good.replace('"nbformat": 4', '"nbformat": 5'), 'nbformat', '3 or 4', /^5$/, 24],
    ['{"nbformat": 4, "nbformat_minor": 2}', 'cells', 'a list of cells', /nothing/, 1],
    [ipynb([code('x'), code('', { source: 12 })]), 'cells[1].source', 'a string or a list of strings', /^12$/, 17],
    [ipynb([code('', { source: ['a', null] })]), 'cells[0].source', 'a string or a list of strings', /a list with null in it/, 8],
    [ipynb([{ source: [] }]), 'cells[0].cell_type', '"code", "markdown" or "raw"', /nothing/, 3],
    [ipynb([{ cell_type: 'code', metadata: {} }]), 'cells[0].source', 'a string or a list of strings', /nothing/, 3],
    [ipynb([code('x')]).replace(/\{\n   "cell_type"[\s\S]*?\n  \}/, '5'), 'cells[0]', 'a cell object', /^5$/, 3],
  ])('names what is wrong (%#)', (text, jsonPath, expected, found, line) => {
    const problem = problemOf(text);
    expect(problem).toMatchObject({ path: 'a.ipynb', jsonPath, expected });
    expect(problem.found).toMatch(found);
    expect(problem.line).toBe(line);
  });
});

describe('languages', () => {
  const withMetadata = (metadata: CellFields, cells: readonly CellFields[] = [code('x')]) => ipynb(cells, { metadata });

  it.each([
    [{ kernelspec: { name: 'julia-1.9', language: 'julia' } }, "its kernel's language is julia"],
    [{ kernelspec: { name: 'ir' } }, "its kernel's language is r"],
    [{ language_info: { name: 'R' } }, "its kernel's language is r"],
    [{ kernelspec: { name: 'conda-env-x-py' } }, undefined],
    [{ kernelspec: { name: 'python3' } }, undefined],
    [{ language_info: { name: 'ipython' } }, undefined],
    [{}, undefined],
  ])('of the kernel %j', (metadata, reason) => expect(skipReason(withMetadata(metadata))).toBe(reason));

  it('of single cells', () => {
    const cells = [code('x'), code('x', { metadata: { vscode: { languageId: 'javascript' } } }), code('x', { metadata: { kernel: 'R' } })];
    expect(read(withMetadata({}, cells)).cells.map((cell) => cell.language)).toEqual(['python', 'javascript', 'r']);
  });
});

describe('properties', () => {
  const source = fc.string({ unit: fc.constantFrom('a', '\n', '\n', '"', '\\', 'é', '\u{1f600}', ' ', '{') });
  const cell = source.chain((text) => fc.constantFrom(code(text), code(text, { source: text }), markdown(text)));
  const indent = fc.constantFrom(undefined, 1, 2, 4);

  it('never throws on a prefix of a file', () => {
    const text = ipynb([markdown('# é'), code('x = "\\n"\ny', { outputs: [{ output_type: 'stream', text: ['{"'] }] })]);
    for (let end = 0; end <= text.length; end += 1)
      expect(readNotebook('a.ipynb', text.slice(0, end)).kind).toBe(end >= text.length - 1 ? 'notebook' : 'invalid');
    fc.assert(
      fc.property(
        fc.nat(text.length),
        fc.string(),
        (at, put) => void readNotebook('a.ipynb', text.slice(0, at) + put + text.slice(at + 1)),
      ),
    );
  });

  it('gives each source line the line of the file that holds it', () => {
    fc.assert(
      fc.property(fc.array(cell), indent, (cells, width) => {
        const text = JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 4 }, null, width);
        const lines = text.split('\n');
        for (const each of read(text).cells) {
          const parts = each.source.split('\n');
          expect(each.fileLines.length).toBe(parts.length);
          parts.forEach((part, at) => expect(lines[(each.fileLines[at] ?? 0) - 1]).toContain(JSON.stringify(part).slice(1, -1)));
        }
      }),
    );
  });
});
