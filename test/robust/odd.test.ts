// Files that are no notebooks, and notebooks that nobody would write: a finding or one clear line each, and the others are checked all the same.

import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test, vi } from 'vitest';

import { resolveSettings } from '../../src/core/config/settings.ts';
import { RULES } from '../../src/core/rules/index.ts';
import { samplesIn } from '../../src/machine/samples.ts';
import { checkText, fuzz } from '../../scripts/fuzz/fuzz.ts';
import { folderWith, notebookText, run } from '../cli/ran.ts';

const TEXT = notebookText('x = 1', 'print(é)');

async function said(
  name: string,
  content: string | Uint8Array,
): Promise<{ readonly code: number; readonly err: string; readonly out: string }> {
  const folder = folderWith({ 'sound.ipynb': notebookText('print(missing)') });
  writeFileSync(join(folder, name), content);
  const all = await run(folder, ['check', '--format', 'concise']);
  expect(all.out).toContain('sound.ipynb:cell 1:1:7: error undefined-name');
  return all;
}

describe('encodings', () => {
  const utf16 = Buffer.from(`\uFEFF${TEXT}`, 'utf16le');
  const cases: readonly [string, Uint8Array, string][] = [
    ['UTF-16', utf16, 'expected text in UTF-8, found UTF-16'],
    ['UTF-16 of the other order', Buffer.from(utf16).swap16(), 'expected text in UTF-8, found UTF-16'],
    ['UTF-16 without a mark', utf16.subarray(2), 'expected text in UTF-8, found UTF-16 without a byte order mark'],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]), 'expected text in UTF-8, found UTF-32'],
    ['Latin-1', Buffer.from(TEXT, 'latin1'), 'expected text in UTF-8, found a byte that is no UTF-8, on line 20'],
    ['NUL', Buffer.alloc(1001), 'expected JSON, found invalid symbol at line 1, column 1: "'],
    ['nothing', Buffer.alloc(0), 'expected a notebook, found nothing: the file is empty'],
  ];
  test.each(cases)('%s is told in one line', async (_, bytes, message) => {
    const { code, err } = await said('odd.ipynb', bytes);
    expect(code).toBe(2);
    expect(err).toContain(`nbship: odd.ipynb: `);
    expect(err).toContain(message);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  test('a byte order mark, CRLF, NUL and lone surrogates in the text are taken as they are', async () => {
    expect((await said('odd.ipynb', `\uFEFF${TEXT}`)).out).toContain('odd.ipynb:cell 2:1:7: error undefined-name: `é`');
    expect((await said('odd.ipynb', TEXT.replaceAll('\n', '\r\n'))).out).toContain('odd.ipynb:cell 2:1:7: error');
    for (const odd of ['x = "\0"\nprint(y)', 'x = "\ud800"\nprint(y)', 'x = 1\r\nprint(y)\r']) {
      const { out, err } = await said('odd.ipynb', notebookText(odd));
      expect(out).toContain('odd.ipynb:cell 1:2:7: error undefined-name: `y`');
      expect(err).toBe('');
    }
  });
});

describe('depth', () => {
  const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

  test('JSON of 100,000 levels is read or refused, never a crash', async () => {
    const cell = notebookText('print(y)');
    const deep = [
      cell.replace('"outputs": []', `"outputs": [${nested(100_000)}]`),
      cell.replace('"metadata": {}', `"metadata": {"a": ${nested(100_000)}}`),
    ];
    for (const each of deep) expect((await said('odd.ipynb', each)).out).toContain('odd.ipynb:cell 1:1:7: error undefined-name: `y`');
    expect((await said('odd.ipynb', `{"cells": ${nested(100_000)}, "nbformat": 4}`)).err).toContain('expected a cell object, found');
    expect((await said('odd.ipynb', nested(100_000))).err).toContain('expected a notebook object, found');
    expect((await said('odd.ipynb', '{"a":'.repeat(100_000))).err).toContain('nested too deeply to follow');
  });

  const code: readonly [string, string][] = [
    ['brackets', `x = ${nested(10_000)}`],
    ['parentheses', `x = ${'('.repeat(10_000)}1${')'.repeat(10_000)}`],
    ['a sum', `x = ${Array.from({ length: 20_000 }, () => '1').join(' + ')}`],
    ['attributes', `x = os${'.a'.repeat(20_000)}`],
    ['calls', `x = f${'()'.repeat(20_000)}`],
    ['not', `x = ${'not '.repeat(10_000)}1`],
    ['lambdas', `x = ${'lambda: '.repeat(5_000)}1`],
    ['branches', `${Array.from({ length: 3_000 }, (_, at) => `${' '.repeat(at)}if a:`).join('\n')}\n${' '.repeat(3_000)}pass`],
  ];
  test.each(code)('%s too deep to follow are a finding', async (_, source) => {
    const { out, code: exit } = await said('odd.ipynb', notebookText(source, 'print(y)'));
    expect(exit).toBe(1);
    expect(out).toContain('odd.ipynb:cell 1:1:1: error invalid-syntax: This is nested too deeply to follow.');
    expect(out).toContain('odd.ipynb:cell 2:1:7: error undefined-name: `y`');
  });

  test('a thousand terms are followed', async () => {
    const { out } = await said('odd.ipynb', notebookText(`x = ${Array.from({ length: 900 }, () => 'y').join(' + ')}`));
    expect(out).toContain('error undefined-name: `y` is used here (900 times in all)');
  });
});

describe('work without end', () => {
  const many = (count: number, line: (at: number) => string): string => Array.from({ length: count }, (_, at) => line(at)).join('\n');
  const cases: readonly [string, string][] = [
    ['recursion', 'def f(n):\n  return f(n-1) + f(n-2) + f(n-3)\nf(10**9)'],
    ['doubling calls', `${many(40, (at) => `def f${at}(x):\n  return f${at + 1}(f${at + 1}(x))`)}\ndef f40(x):\n  return x\nf0(1)`],
    ['loops in loops', `${many(90, (at) => `${' '.repeat(at)}for i${at} in range(10**9):`)}\n${' '.repeat(90)}x = 1`],
    ['branches behind branches', many(500, (at) => `if c: x = [x, x]\nelse: x = {"a${at}": x}`)],
    [
      'a function of 500 branches, called often',
      `def f(x):\n${many(500, (at) => `  if x == ${at}: x = x + ${at}`)}\n${many(20, () => 'f(1)')}`,
    ],
    ['huge numbers', 'a = list(range(10**18))\nb = 1 << 10**9\nc = 10**10**10\nd = "a" * 10**10\ne = [0] * 10**12'],
    ['a list that holds itself', 'x = []\nx.append(x)\nfor a in x:\n  for b in a: print(b)'],
    ['a long comparison', `x = ${many(5000, (at) => `a${at} <`).replaceAll('\n', ' ')} 1`],
  ];
  test.each(cases)('%s ends', (_, source) => {
    checkText('odd.ipynb', notebookText(source, 'print(y)'));
  });

  test('lines of a megabyte, and outputs of many, are read', async () => {
    expect((await said('odd.ipynb', notebookText(`x = "${'a'.repeat(1_000_000)}"\nprint(y)`))).out).toContain('cell 1:2:7: error');
    const shown = `"outputs": [{"output_type": "stream", "name": "stdout", "text": "${'a'.repeat(20_000_000)}"}]`;
    expect((await said('odd.ipynb', notebookText('print(y)').replace('"outputs": []', shown))).out).toContain('cell 1:1:7: error');
  });
});

describe('folders', () => {
  test.skipIf(process.platform === 'win32')('pipes are not waited for, circles of links not followed', async () => {
    const folder = folderWith({ 'a.ipynb': notebookText('open("pipe.csv").read()\nprint(y)') });
    for (const name of ['pipe.csv', 'pipe.ipynb', 'requirements.txt', '.gitignore']) execFileSync('mkfifo', [join(folder, name)]);
    symlinkSync('.', join(folder, 'circle'));
    symlinkSync('a.ipynb', join(folder, 'b.ipynb'));
    symlinkSync('self.ipynb', join(folder, 'self.ipynb'));
    const { out, err, code } = await run(folder, ['check', '--format', 'concise']);
    expect(out).toMatch(/a\.ipynb:cell 1:2:7: error[\s\S]*Found 2 problems in 2 of 2 notebooks; 1 file could not be read\.\n$/);
    expect(err).toBe('nbship: self.ipynb: expected a file that can be read, found a link that leads in a circle (ELOOP)\n');
    expect(code).toBe(2);
  });

  // Root may read everything.
  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'what may not be read is told, and the rest is checked',
    async () => {
      const folder = folderWith({ 'a.ipynb': notebookText('print(y)'), 'closed.ipynb': TEXT, 'shut/b.ipynb': TEXT });
      chmodSync(join(folder, 'closed.ipynb'), 0);
      chmodSync(join(folder, 'shut'), 0);
      const { out, err, code } = await run(folder, ['check', '--format', 'concise']);
      chmodSync(join(folder, 'shut'), 0o755);
      expect(out).toContain('a.ipynb:cell 1:1:7: error');
      expect(err).toContain('closed.ipynb: expected a file that can be read, found one that this user may not read (EACCES)');
      expect(code).toBe(2);
    },
  );
});

describe('data files', () => {
  test.skipIf(process.platform === 'win32')('only regular files of the folder, the repository and the workspace are looked into', () => {
    const folder = folderWith({ 'work/notebooks/a.csv': 'a\n1\n', 'work/b.csv': 'b\n1\n', 'c.csv': 'c\n1\n' });
    const elsewhere = folderWith({ 'secret.csv': 'password\n1\n' });
    const notebooks = join(folder, 'work/notebooks');
    symlinkSync(join(elsewhere, 'secret.csv'), join(notebooks, 'linked.csv'));
    symlinkSync('a.csv', join(notebooks, 'near.csv'));
    symlinkSync('/dev/zero', join(notebooks, 'device.csv'));
    mkdirSync(join(notebooks, 'folder.csv'));
    const sample = samplesIn(notebooks, join(folder, 'work'));
    for (const path of ['a.csv', 'near.csv', join(notebooks, 'a.csv')])
      expect(sample(path)).toEqual({ kind: 'file', text: 'a\n1\n', whole: true });
    expect(sample('../b.csv')?.text).toBe('b\n1\n');
    expect(sample('../../c.csv')?.text).toBe('c\n1\n');
    for (const path of ['linked.csv', 'device.csv', 'folder.csv', '../../../../../../../../../../etc/passwd'])
      expect(sample(path)).toEqual({ kind: 'file' });
    for (const path of [join(elsewhere, 'secret.csv'), '/etc/passwd', '//server/share.csv', '~/a.csv', 'http://host/a.csv', 'a\0.csv'])
      expect(sample(path)).toBeUndefined();
    expect(sample('gone.csv')).toEqual({ kind: 'absent' });
    // A file that grows is read again.
    appendFileSync(join(notebooks, 'a.csv'), '2\n');
    expect(sample('a.csv')?.text).toBe('a\n1\n2\n');
  });
});

test('names that JavaScript knows are names like any other', async () => {
  const names = '__proto__ constructor toString hasOwnProperty valueOf'.split(' ');
  const sources = names.map(
    (name) =>
      `import ${name}\nfrom ${name} import ${name} as a\n@${name}\ndef f(): pass\n${name}(1)\ndf = pd.DataFrame({"${name}": [1]})\ndf.${name}()\ndf["${name}"]\n%${name} x\nos.environ["${name}"] = "1"\n%env ${name}=1`,
  );
  const folder = folderWith({
    'a.ipynb': notebookText('import pandas as pd, os', ...sources),
    'environment.yml': `dependencies:\n${names.map((name) => `- ${name}=1\n`).join('')}`,
  });
  for (const format of ['json', 'text'])
    expect(await run(folder, ['check', '--select', 'all', '--format', format])).toMatchObject({ err: '' });
});

test('a bug costs its notebook, and not the others', async () => {
  const [rule] = RULES;
  if (!rule) throw new Error('there is no rule');
  const check = vi.spyOn(rule, 'check').mockImplementationOnce(() => {
    throw new TypeError('no such thing');
  });
  expect(resolveSettings({}).isEnabled(rule.id)).toBe(true);
  const folder = folderWith({ 'a.ipynb': notebookText('print(x)'), 'b.ipynb': notebookText('print(y)') });
  const { code, err, out } = await run(folder, ['check', '--format', 'concise']);
  check.mockRestore();
  expect(code).toBe(2);
  expect(err).toContain(
    'nbship: a.ipynb: the check of this notebook failed inside nbship; please report it:\nTypeError: no such thing\n    at ',
  );
  expect(out).toContain('b.ipynb:cell 1:1:7: error undefined-name');
});

test('1,000 mutated cells do no harm', () => {
  const cells = [
    'import pandas as pd\ndf = pd.read_csv("a.csv")\ndf["b"] = df.a * 2\n',
    '%time x = [i for i in range(3)]\n!echo {x}',
    'class A:\n  def f(self):\n    return lambda: self\nA().f()()',
    'try:\n  f"{x!r:>{y}}"\nexcept E as e:\n  raise\nelse:\n  match x:\n    case [1, *_]: pass',
  ];
  const files = [TEXT, notebookText(...cells)];
  const { failures, cells: count } = fuzz({ cells, files }, 1, 201, () => 0);
  expect(failures.map(({ seed, error }) => `${seed}: ${error.message}`)).toEqual([]);
  expect(count).toBeGreaterThan(900);
});
