// A secret in a notebook is told, and its value is shown nowhere: whatever the rule, the format and the command.

import { expect, test } from 'vitest';

import { check } from '../../src/cli/commands/check.ts';
import { folderWith, notebookText, run } from './ran.ts';

/** Put together here, so that no scanner of repositories takes this file for a leak. */
const TOKEN = ['ghp', 'Zq7Lw2Rt9Xc4Vb6Nm1Kj8Hg5Fd3Sa0PoIuYt'].join('_');
const PASSWORD = 't4Kw-93xQz';
const KEY = ['-----BEGIN PRIVATE', `KEY-----\n${'q7Zr1kX93mVt0bLw8sHd'.repeat(5)}\n-----END PRIVATE KEY-----`].join(' ');

/** All that rules quote: names, paths, addresses, requirements, the failure of a cell, a line with an error of its own. */
const SOURCES = [
  `token = '${TOKEN}'; print(undefined_name)`,
  `import pandas as pd\ndf = pd.read_csv('https://${TOKEN}@raw.githubusercontent.com/anna/churn/main/a.csv')`,
  `df.to_csv('/home/anna/${TOKEN}/a.csv')`,
  `!pip install git+https://${TOKEN}@github.com/anna/tools`,
  `login(password='${PASSWORD}')  # ${PASSWORD} again`,
  `key = """${KEY}"""`,
  `token = '${TOKEN}'\nbroken = = '${TOKEN}'`,
];

/** Every format that the command says it has. */
const FORMATS = /--format ([\w|-]+)/.exec(check.usage)?.[1]?.split('|') ?? [];

function secretText(): string {
  const notebook = JSON.parse(notebookText(...SOURCES)) as {
    cells: { outputs: object[]; cell_type: string; execution_count?: number | null }[];
  };
  notebook.cells[0]?.outputs.push({ output_type: 'error', ename: 'NameError', evalue: `no ${TOKEN} here`, traceback: [] });
  notebook.cells[4]?.outputs.push({ output_type: 'stream', name: 'stdout', text: [`${PASSWORD}\n`, `${TOKEN}\n`] });
  return JSON.stringify(notebook, undefined, 1);
}

const PARTS = [TOKEN, PASSWORD, 'q7Zr1kX93mVt0bLw8sHd'];

test('the formats are known', () => {
  expect(FORMATS).toContain('text');
  expect(FORMATS).toContain('json');
});

test.each(FORMATS)('no report in the format %s has the value', async (format) => {
  const folder = folderWith({ 'a.ipynb': secretText() });
  const { out, err } = await run(folder, ['check', '--format', format, '--select', 'all']);
  expect(out).toContain('hard-coded-secret');
  for (const each of PARTS) expect(out + err).not.toContain(each);
});

test('the line of source is quoted with stars of the same length', async () => {
  const folder = folderWith({ 'a.ipynb': notebookText(`token = '${TOKEN}'`) });
  const { out } = await run(folder, ['check', '--select', 'hard-coded-secret']);
  expect(out).toContain(`token = '${'*'.repeat(TOKEN.length)}'`);
  expect(out).toContain(`   ${'^'.repeat(TOKEN.length)}\n`);
});

test('nor has the story of a name', async () => {
  const folder = folderWith({ 'a.ipynb': secretText() });
  for (const format of ['text', 'json']) {
    const { out } = await run(folder, ['explain', 'a.ipynb', 'token', '--format', format]);
    expect(out).toContain('token');
    for (const each of PARTS) expect(out).not.toContain(each);
  }
});

test('an output that shows it is told where the cell begins', async () => {
  const folder = folderWith({
    'a.ipynb': notebookText('login()').replace(
      '"outputs": []',
      `"outputs": [{"output_type": "stream", "name": "stdout", "text": "${TOKEN}"}]`,
    ),
  });
  const { out } = await run(folder, ['check', '--select', 'hard-coded-secret', '--format', 'concise']);
  expect(out).toContain('a.ipynb:cell 1:1:1: error hard-coded-secret: the output of this cell shows a GitHub token.');
});
