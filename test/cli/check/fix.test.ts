// Fixes on real files: what is written, what stays byte for byte, and what is never written.

import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { layoutOf } from '../../../src/core/notebook/layout.ts';
import { folderWith, notebookText, run } from '../ran.ts';

const UNUSED = 'x = 1  # nbship: ignore[star-import]\nprint(x)';
const DIRTY = notebookText(UNUSED, 'print(x + 1)');
const CLEAN = DIRTY.replace('  # nbship: ignore[star-import]', '');

function textIn(folder: string, path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

describe('--fix', () => {
  test('writes the safe fixes, says how many, and exits 0 where nothing is left', async () => {
    const folder = folderWith({ 'a.ipynb': DIRTY });
    expect(await run(folder, ['check', '--fix'])).toEqual({
      code: 0,
      out: 'Fixed 1 finding in 1 notebook.\nNo problems in 1 notebook.\n',
      err: '',
    });
    expect(textIn(folder, 'a.ipynb')).toBe(CLEAN);
    expect((await run(folder, ['check', '--fix'])).out).toBe('No problems in 1 notebook.\n');
  });

  test('exits 1 for what is left, and with --exit-non-zero-on-fix for what was fixed', async () => {
    const folder = folderWith({ 'a.ipynb': notebookText(UNUSED, 'print(gone)'), 'b.ipynb': DIRTY });
    const said = await run(folder, ['check', '--fix', '--format', 'concise']);
    expect(said.code).toBe(1);
    expect(said.out).toContain('Fixed 2 findings in 2 notebooks.\nFound 1 problem in 1 of 2 notebooks.');
    writeFileSync(join(folder, 'b.ipynb'), DIRTY);
    expect((await run(folder, ['check', '--fix', 'b.ipynb', '--exit-non-zero-on-fix'])).code).toBe(1);
  });

  test('applies suggested fixes only where they are asked for, until none is left', async () => {
    const text = notebookText('import numpy as np', 'np.random.rand(3)', 'print(later)', 'later = 1');
    const folder = folderWith({ 'a.ipynb': text, 'nbship.toml': 'ignore = ["unpinned-import"]\n' });
    await run(folder, ['check', '--fix']);
    expect(textIn(folder, 'a.ipynb')).toBe(text);
    const said = await run(folder, ['check', '--fix', '--suggested']);
    expect(said.code).toBe(0);
    expect(said.out).toContain('Fixed 2 findings in 1 notebook.');
    const fixed = textIn(folder, 'a.ipynb');
    expect(fixed).toContain('np.random.seed');
    expect(fixed.indexOf('later = 1')).toBeLessThan(fixed.indexOf('print(later)'));
  });

  test('stdin gives the fixed notebook on stdout, findings on stderr, under the name that is given', async () => {
    const folder = folderWith({ 'nbship.toml': '' });
    const said = await run(
      folder,
      ['check', '--fix', '--stdin-filename', 'sub/a.ipynb', '-', '--format', 'concise'],
      notebookText(UNUSED, 'print(gone)'),
    );
    expect(said.out).toBe(notebookText('x = 1\nprint(x)', 'print(gone)'));
    expect(said.err).toContain('sub/a.ipynb:cell 2:1:7: error undefined-name');
    expect(said.code).toBe(1);
  });

  test('a report for programs stays whole', async () => {
    const folder = folderWith({ 'a.ipynb': DIRTY });
    const said = await run(folder, ['check', '--fix', '--format', 'json']);
    expect(JSON.parse(said.out)).toMatchObject({ findings: [] });
    expect(said.err).toBe('nbship: Fixed 1 finding in 1 notebook.\n');
  });
});

describe('what is not lost', () => {
  test('line ends, a byte order mark, escapes, floats and the order of keys', async () => {
    const odd =
      `\uFEFF${DIRTY.replace('"nbformat": 4', '"odd": 1.00e+2, "big": 12345678901234567890, "nbformat": 4').replace('print(x + 1)', 'print(x + 1, \\"\\u00e9 é\\")')}`.replaceAll(
        '\n',
        '\r\n',
      );
    const folder = folderWith({ 'a.ipynb': odd });
    await run(folder, ['check', '--fix']);
    expect(textIn(folder, 'a.ipynb')).toBe(odd.replace('  # nbship: ignore[star-import]', ''));
  });

  test('every byte outside of the cells that change', async () => {
    const source = fc.constantFrom('y = 2', 'print("é \\u2028 \\\\ \\"")', 'z = [1,\n     2]', '', '# %%\n', UNUSED);
    await fc.assert(
      fc.asyncProperty(fc.array(source, { minLength: 1, maxLength: 8 }), fc.integer({ min: 0, max: 4 }), async (sources, indent) => {
        const text = `${JSON.stringify(JSON.parse(notebookText(...sources)), undefined, indent)}\n`;
        const folder = folderWith({ 'a.ipynb': text });
        await run(folder, ['check', '--fix', '--select', 'unused-suppression,star-import']);
        const after = textIn(folder, 'a.ipynb');
        const [before, now] = [text, after].map((each) => layoutOf(each).flatMap((array) => array.cells));
        expect(now?.length).toBe(before?.length);
        // What stands between the sources, and every source that had nothing to fix.
        const outside = (whole: string, cells: typeof before): readonly string[] => {
          const spans = (cells ?? []).map((each) => each.source ?? { start: 0, end: 0 });
          return [...spans, { start: whole.length, end: whole.length }].map((each, at) => whole.slice(spans[at - 1]?.end ?? 0, each.start));
        };
        expect(outside(after, now)).toEqual(outside(text, before));
        sources.forEach((each, at) => {
          const [then, later] = [before?.[at]?.source, now?.[at]?.source];
          if (each !== UNUSED) expect(after.slice(later?.start, later?.end)).toBe(text.slice(then?.start, then?.end));
          else expect(JSON.parse(after.slice(later?.start, later?.end))).toEqual(['x = 1\n', 'print(x)']);
        });
      }),
      { numRuns: 60 },
    );
  });

  test('mode, and the link that leads to the file', async () => {
    const folder = folderWith({ 'real/a.ipynb': DIRTY });
    chmodSync(join(folder, 'real/a.ipynb'), 0o640);
    symlinkSync('real/a.ipynb', join(folder, 'link.ipynb'));
    await run(folder, ['check', '--fix', 'link.ipynb']);
    expect(lstatSync(join(folder, 'link.ipynb')).isSymbolicLink()).toBe(true);
    expect(textIn(folder, 'real/a.ipynb')).toBe(CLEAN);
    expect(statSync(join(folder, 'real/a.ipynb')).mode & 0o777).toBe(0o640);
    expect(readdirSync(join(folder, 'real'))).toEqual(['a.ipynb']);
  });

  test('a file that is read-only, and bytes that are no UTF-8, are left alone and told', async () => {
    const folder = folderWith({ 'a.ipynb': DIRTY });
    chmodSync(join(folder, 'a.ipynb'), 0o444);
    const latin = Buffer.from(DIRTY.replace('print(x + 1)', 'print(x + 1)  # ~'), 'latin1');
    latin[latin.indexOf('~')] = 0xe9;
    writeFileSync(join(folder, 'b.ipynb'), latin);
    const said = await run(folder, ['check', '--fix']);
    expect(said.code).toBe(2);
    expect(said.err).toBe(
      'nbship: b.ipynb: expected text in UTF-8, found a byte that is no UTF-8, on line 21\nnbship: a.ipynb: not fixed: it is read-only\n',
    );
    expect(textIn(folder, 'a.ipynb')).toBe(DIRTY);
    expect(readFileSync(join(folder, 'b.ipynb')).equals(latin)).toBe(true);
    expect(said.out).toContain('unused-suppression');
  });
});

describe('--diff', () => {
  test('shows what git can apply, and changes nothing', async () => {
    const folder = folderWith({ 'sub/a b é.ipynb': DIRTY, 'c.ipynb': DIRTY.replaceAll('\n', '\r\n'), 'clean.ipynb': CLEAN });
    const said = await run(folder, ['check', '--diff']);
    expect(said).toMatchObject({ code: 1, err: 'nbship: would fix 2 findings in 2 notebooks.\n' });
    expect(textIn(folder, 'sub/a b é.ipynb')).toBe(DIRTY);
    execFileSync('git', ['init', '-q'], { cwd: folder });
    execFileSync('git', ['apply', '-'], { cwd: folder, input: said.out });
    expect(textIn(folder, 'sub/a b é.ipynb')).toBe(CLEAN);
    expect(textIn(folder, 'c.ipynb')).toBe(CLEAN.replaceAll('\n', '\r\n'));
    expect(await run(folder, ['check', '--diff'])).toEqual({ code: 0, out: '', err: '' });
  });
});

test('flags that do not go together', async () => {
  const folder = folderWith({});
  const told = async (...flags: string[]): Promise<string> => {
    const { code, err, out } = await run(folder, ['check', ...flags]);
    expect({ code, out, lines: err.trim().split('\n').length }).toEqual({ code: 2, out: '', lines: 1 });
    return err;
  };
  expect(await told('--suggested')).toContain('expected --fix or --diff');
  expect(await told('--write-baseline')).toContain('expected --baseline FILE');
  expect(await told('--stdin-filename', 'a.ipynb', 'b.ipynb')).toContain('expected `-`');
  expect(await told('-', 'a.ipynb', '--fix')).toContain('the only path');
  expect(await told('--watch', '--diff')).toContain('--watch');
  expect(await told('--statistics', '--format', 'sarif')).toContain('--statistics');
  expect(await told('--since')).toContain('--since');
  expect(await told('--color', 'blue')).toContain('expected one of auto, always, never');
  expect(existsSync(join(folder, '.nbship_cache'))).toBe(false);
  mkdirSync(join(folder, 'out'));
  expect(await told('--output', 'out/none/r.txt')).toContain('out/none/r.txt: cannot be written (ENOENT)');
});
