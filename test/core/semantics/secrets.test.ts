// The shapes of secrets, each with a made-up value; what is no secret; and texts made to be slow.

import { describe, expect, test } from 'vitest';

import type { Cell, Notebook } from '../../../src/core/notebook/notebook.ts';
import { secretsOf } from '../../../src/core/semantics/secrets.ts';

/** Made up, and put together here, so that no scanner of repositories takes this file for a leak. */
const mixed = (length: number): string => 'q7Zr1kX93mVt0bLw8sHd5JcPg2NyFa4Ux6Te'.repeat(200).slice(0, length);
const hex = (length: number): string => '9f3a61c07be2d8451f6c'.repeat(9).slice(0, length);
const one = (start: string, rest: string): string => start + rest;

const SHAPED: readonly (readonly [string, string])[] = [
  ['an AWS access key', one('AKI', 'AQ7ZRKX5MVTBLWSHD')],
  ['a GitHub token', one('gho', `_${mixed(36)}`)],
  ['a GitHub token', one('github', `_pat_${mixed(22)}_${mixed(59)}`)],
  ['a GitLab token', one('glp', `at-${mixed(20)}`)],
  ['a Slack token', one('xox', `b-123987456-${mixed(24)}`)],
  ['an OpenAI key', one('sk', `-proj-${mixed(60)}`)],
  ['an OpenAI key', one('sk', `-${mixed(48)}`)],
  ['an Anthropic key', one('sk', `-ant-api03-${mixed(90)}`)],
  ['a Hugging Face token', one('hf', `_${mixed(34)}`)],
  ['a Google API key', one('AI', `za${mixed(35)}`)],
  ['a Google client secret', one('GOC', `SPX-${mixed(28)}`)],
  ['a Stripe key', one('sk', `_live_${mixed(24)}`)],
  ['a SendGrid key', one('SG', `.${mixed(22)}.${mixed(43)}`)],
  ['a Twilio key', one('SK', hex(32))],
  ['an npm token', one('npm', `_${mixed(36)}`)],
  ['a PyPI token', one('pypi', `-AgE${mixed(80)}`)],
  ['a Databricks token', one('dap', `i${hex(32)}`)],
  ['a JSON Web Token', one('ey', `J${mixed(30)}.eyJ${mixed(60)}.${mixed(43)}`)],
];

function notebookOf(source: string, outputs: Cell['outputs'] = []): Notebook {
  const cell: Cell = {
    index: 0,
    id: undefined,
    kind: 'code',
    language: 'python',
    source,
    executionCount: 1,
    tags: [],
    outputs,
    metadata: {},
    fileLines: [1],
  };
  return { path: 'a.ipynb', format: 'ipynb', nbformat: 4, nbformatMinor: 5, language: 'python', cells: [cell], metadata: {} };
}

const found = (source: string): readonly string[] => secretsOf(notebookOf(source)).map((each) => `${each.label}: ${each.value}`);

describe('shapes', () => {
  test.each(SHAPED)('%s', (label, value) => {
    expect(found(`x = '${value}'`)).toEqual([`${label}: ${value}`]);
    expect(found(`say(${value})`)).toEqual([`${label}: ${value}`]);
    // A part of a longer word is none, nor a shape whose body somebody made up of one letter.
    expect(found(`x = 'q${value}'`)).toEqual([]);
  });

  test('of which a part is the secret', () => {
    expect(found(`c = 'AccountName=a;AccountKey=${mixed(86)}==;'`)).toEqual([`an Azure storage key: ${mixed(86)}==`]);
    expect(found(`c = 'Endpoint=sb://a/;SharedAccessKey=${mixed(43)}='`)).toEqual([`an Azure access key: ${mixed(43)}=`]);
    const hook = ['T0Q7Z4K', 'B93KXM2', mixed(24)].join('/');
    expect(found(`u = 'https://hooks.slack.com/services/${hook}'`)).toEqual([`a Slack webhook: ${hook}`]);
    expect(found(`u = 'mongodb+srv://anna:t4Kw93xQz@cluster0.q7z.mongodb.net/'`)).toEqual(['a password in an address: t4Kw93xQz']);
  });

  test('a private key, over its lines', () => {
    const body = `${mixed(64)}\n${mixed(64)}\n`;
    const [secret] = secretsOf(notebookOf(`k = """${one('-----BEGIN RSA', ' PRIVATE KEY-----')}\n${body}-----END RSA PRIVATE KEY-----"""`));
    expect(secret).toMatchObject({ label: 'a private key', shaped: true });
    expect(secret?.value).toContain(body.trim());
  });
});

describe('names', () => {
  test.each([
    `headers = {"Authorization": "Bearer ${mixed(32)}"}`,
    `headers = {'X-API-Key': '${mixed(20)}'}`,
    `openai.api_key = "${mixed(24)}"`,
    `config['client_secret'] = "${mixed(24)}"`,
    `%env SERVICE_TOKEN=${mixed(24)}`,
    `!kaggle --token ${mixed(24)}`,
    `get("https://api.test.org/v1?q=1&api_key=${mixed(24)}")`,
    `os.getenv("DB_PASSWORD", "t4Kw-93xQz")`,
  ])('%s', (source) => {
    expect(secretsOf(notebookOf(source))).toHaveLength(1);
  });

  test.each([
    `api_key = "INSERT_YOUR_KEY_HERE_1234"`,
    `api_key = "OPENAI_API_KEY_2"`,
    `token = "bert-base-uncased-2024"`,
    `token = tokenizer.tokens[17]`,
    `password = "admin123"`,
    `password = "{password}"`,
    `!curl -H "Authorization: Bearer $TOKEN" https://api.test.org`,
    `print("token: 1234567890123456789012")`,
    `public_key = "${mixed(40)}"`,
    `c = "user:password@host"`,
    `u = "https://user:password@example.org"`,
    `sha256 = "${hex(40)}"`,
    `public_key_token = "${mixed(24)}"`,
    `u = "smb://user:mypassword9@server.org/share"`,
  ])('not %s', (source) => {
    expect(found(source)).toEqual([]);
  });
});

test('outputs are read, up to a limit', () => {
  const token = one('ghp', `_${mixed(36)}`);
  const shown = (text: string): number => secretsOf(notebookOf('login()', [{ kind: 'stream', text }])).length;
  expect(shown(`logged in with ${token}`)).toBe(1);
  expect(shown(`${' '.repeat(1_000_000)}${token}`)).toBe(0);
});

test('texts made to be slow are not', () => {
  const texts = [
    '://',
    'eyJ',
    'eyJ-',
    'token',
    'token = "',
    '--token ',
    'sk-',
    'AccountKey=',
    '-----BEGIN PRIVATE KEY-----',
    'eyJaaaaaaaaaaa.',
    'keykey ',
    '!key ',
  ];
  for (const each of texts) {
    const started = performance.now();
    secretsOf(notebookOf(each.repeat(200_000 / each.length)));
    // A tenth of that on an idle machine; quadratic work would take minutes.
    expect(performance.now() - started, each).toBeLessThan(3000);
  }
});
