// A secret in a notebook is told, and its value is shown nowhere: whatever the rule, the format and the command.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { FORMATS } from '../../src/cli/check/usage.ts';
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

function secretText(): string {
  const notebook = JSON.parse(notebookText(...SOURCES)) as {
    cells: { outputs: object[]; cell_type: string; execution_count?: number | null }[];
  };
  notebook.cells[0]?.outputs.push({ output_type: 'error', ename: 'NameError', evalue: `no ${TOKEN} here`, traceback: [] });
  notebook.cells[4]?.outputs.push({ output_type: 'stream', name: 'stdout', text: [`${PASSWORD}\n`, `${TOKEN}\n`] });
  return JSON.stringify(notebook, undefined, 1);
}

const PARTS = [TOKEN, PASSWORD, 'q7Zr1kX93mVt0bLw8sHd'];

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

test('nor has the graph of cells', async () => {
  const folder = folderWith({ 'a.ipynb': secretText() });
  const { out, err } = await run(folder, ['graph', 'a.ipynb']);
  expect(out).toContain("token = '***");
  for (const each of PARTS) expect(out + err).not.toContain(each);
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

test('a diff of fixes has stars where the lines around it hold one', async () => {
  const folder = folderWith({ 'a.ipynb': notebookText(`token = '${TOKEN}'\n!pip install pandas\nlogin(password='${PASSWORD}')`) });
  const { out, err } = await run(folder, ['check', '--select', 'hard-coded-secret,shell-install', '--diff', '--suggested']);
  expect(out).toMatch(/^-.*token = '\*+'/m);
  expect(out).toMatch(/^\+.*os\.environ/m);
  for (const each of PARTS) expect(out + err).not.toContain(each);
});

test('fixes written to the file keep the secrets that they do not replace', async () => {
  const folder = folderWith({ 'a.ipynb': notebookText(`token = '${TOKEN}'\n!pip install pandas`) });
  await run(folder, ['check', '--select', 'shell-install', '--fix', '--suggested']);
  const text = readFileSync(join(folder, 'a.ipynb'), 'utf8');
  expect(text).toContain('%pip install pandas');
  expect(text).toContain(TOKEN);
});

test('a kept result has no value either, and is told with stars again', async () => {
  const folder = folderWith({ 'a.ipynb': secretText(), 'pyproject.toml': '' });
  const first = await run(folder, ['check', '--select', 'all']);
  const again = await run(folder, ['check', '--select', 'all']);
  expect(again.out).toBe(first.out);
  for (const each of PARTS) expect(again.out).not.toContain(each);
});

test.each(['text', 'json'])('no plan of an export has the value, and each place is told: %s', async (format) => {
  const notebook = JSON.parse(
    notebookText(
      'from sklearn.linear_model import LinearRegression',
      `rows = 3\nTOKEN = '${TOKEN}'`,
      `model = LinearRegression().fit([[0], [rows]], [0, len(TOKEN)])`,
      `print('${PASSWORD}', TOKEN)  # password='${PASSWORD}'`,
    ),
  ) as { cells: { outputs: object[] }[] };
  notebook.cells[3]?.outputs.push({ output_type: 'stream', name: 'stdout', text: [`${TOKEN}\n`] });
  const { code, out, err } = await run(folderWith({ 'a.ipynb': JSON.stringify(notebook) }), [
    'export',
    'a.ipynb',
    '--plan',
    '--format',
    format,
  ]);
  expect(code, err).toBe(0);
  for (const each of PARTS) expect(out + err).not.toContain(each);
  if (format === 'text') {
    expect(out).toContain('  cell 2, line 2: a GitHub token; read it from an environment variable, e.g. GITHUB_TOKEN\n');
    expect(out).toContain('  the output of cell 4: a GitHub token; clear it\n');
  } else {
    const { secrets, parameters } = JSON.parse(out) as { secrets: object[]; parameters: { value: unknown }[] };
    expect(secrets).toContainEqual({ cell: 1, line: 1, label: 'a GitHub token', variable: 'GITHUB_TOKEN' });
    expect(secrets).toContainEqual({ cell: 3, label: 'a GitHub token', variable: 'GITHUB_TOKEN' });
    expect(parameters.map((each) => each.value)).toEqual([3]);
  }
});
