// Writes the files that are made from the code: the JSON schemas, the lists of rules in the pages, the extension's settings. `--check` only compares.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { applyEdits, modify } from 'jsonc-parser';
import { configurationSchema } from '../src/core/config/settings.ts';
import { checkOutputSchema } from '../src/core/report/json.ts';
import { RULES } from '../src/core/rules/index.ts';
import { configurationContribution } from './contributions.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

function json(title: string, schema: object): string {
  return `${JSON.stringify({ title, ...schema }, undefined, 2)}\n`;
}

function ruleTable(pages: string): string {
  const rows = RULES.map(
    (rule) => `| [\`${rule.id}\`](${pages}/${rule.id}.md) | ${rule.severity}${rule.enabled === false ? ', off' : ''} | ${rule.summary} |`,
  );
  return ['| rule | severity | finds |', '|---|---|---|', ...rows].join('\n');
}

/** Replaces what stands between the two markers of a page, and nothing else. */
function withTable(path: string, pages: string): string {
  const page = readFileSync(join(root, path), 'utf8');
  const marked = /(<!-- rules: generated -->\n)[\s\S]*?(<!-- end of rules -->)/;
  if (!marked.test(page)) throw new Error(`${path} has no place for the list of rules`);
  return page.replace(marked, (_, before: string, after: string) => `${before}${ruleTable(pages)}\n${after}`);
}

/** The manifest with its settings made anew; all else in it is written by hand. */
function withSettings(): string {
  const text = readFileSync(join(root, 'package.json'), 'utf8');
  const edits = modify(text, ['contributes', 'configuration'], configurationContribution(), {
    formattingOptions: { insertSpaces: true, tabSize: 2 },
  });
  return applyEdits(text, edits);
}

function generated(): ReadonlyMap<string, string> {
  return new Map([
    ['schema/nbship.schema.json', json('nbship configuration', configurationSchema())],
    ['schema/check-output.schema.json', json('Output of nbship check --format json', checkOutputSchema())],
    ['package.json', withSettings()],
    ['README.md', withTable('README.md', 'docs/rules')],
    ['docs/configuration.md', withTable('docs/configuration.md', 'rules')],
  ]);
}

function stale(path: string, content: string): boolean {
  const file = join(root, path);
  return !existsSync(file) || readFileSync(file, 'utf8') !== content;
}

function main(check: boolean): number {
  const changed = [...generated()].filter(([path, content]) => stale(path, content));
  if (!check) {
    for (const [path, content] of changed) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
  }
  for (const [path] of changed) console.log(check ? `${path} is stale: run 'npm run generate'` : `${path} written`);
  return check && changed.length > 0 ? 1 : 0;
}

process.exitCode = main(process.argv.includes('--check'));
