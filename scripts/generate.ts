// Writes the files that are made from the code: the JSON schemas, the lists of rules in the pages, the extension's settings. `--check` only compares.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { applyEdits, modify } from 'jsonc-parser';
import { flagHead, flagHelp } from '../src/cli/flags.ts';
import { configurationSchema } from '../src/core/config/settings.ts';
import { checkOutputSchema } from '../src/core/report/json.ts';
import { RULES } from '../src/core/rules/index.ts';
import { configurationContribution } from './contributions.ts';

register('./text-imports.mjs', import.meta.url);
// Behind the hooks, for commands carry pages and Python files.
const { COMMANDS } = await import('../src/cli/commands/index.ts');

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

/** The commands and their flags, from the tables that the program itself reads. */
async function commandReference(): Promise<string> {
  const sections = await Promise.all(
    COMMANDS.map(async ({ name, summary, load }) => {
      const { describes } = await load();
      if (!describes) return `### nbship ${name}\n\n${summary}. \`nbship ${name} --help\` tells more.`;
      const flags = Object.entries(describes.flags).map(
        ([flag, about]) =>
          `| \`${flagHead(flag, about).replaceAll('|', '\\|')}\` | ${flagHelp(about).replaceAll('|', '\\|').replaceAll('<', '&lt;')} |`,
      );
      const table = flags.length === 0 ? [] : ['', '| flag | what it does |', '|---|---|', ...flags];
      return [`### nbship ${name}`, '', '```', ...describes.synopsis, '```', '', describes.about, ...table].join('\n');
    }),
  );
  return sections.join('\n\n');
}

async function withCommands(): Promise<string> {
  const page = readFileSync(join(root, 'docs/cli.md'), 'utf8');
  const marked = /(<!-- commands: generated -->\n)[\s\S]*?(<!-- end of commands -->)/;
  if (!marked.test(page)) throw new Error('docs/cli.md has no place for the commands');
  const reference = await commandReference();
  return page.replace(marked, (_, before: string, after: string) => `${before}\n${reference}\n\n${after}`);
}

async function generated(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ['schema/nbship.schema.json', json('nbship configuration', configurationSchema())],
    ['schema/check-output.schema.json', json('Output of nbship check --format json', checkOutputSchema())],
    ['package.json', withSettings()],
    ['README.md', withTable('README.md', 'docs/rules')],
    ['docs/configuration.md', withTable('docs/configuration.md', 'rules')],
    ['docs/cli.md', await withCommands()],
  ]);
}

function stale(path: string, content: string): boolean {
  const file = join(root, path);
  return !existsSync(file) || readFileSync(file, 'utf8') !== content;
}

async function main(check: boolean): Promise<number> {
  const changed = [...(await generated())].filter(([path, content]) => stale(path, content));
  if (!check) {
    for (const [path, content] of changed) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
  }
  for (const [path] of changed) console.log(check ? `${path} is stale: run 'npm run generate'` : `${path} written`);
  return check && changed.length > 0 ? 1 : 0;
}

process.exitCode = await main(process.argv.includes('--check'));
