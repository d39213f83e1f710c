// The pages hold together: links lead somewhere, every page is on the map, and the commands that they show can be given.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { COMMANDS } from '../../src/cli/commands/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pages = globSync(['*.md', 'docs/**/*.md', 'media/**/*.md', 'src/python/wheel/*.md'], { cwd: root }).toSorted();
const read = (page: string): string => readFileSync(join(root, page), 'utf8');

/** The text without fenced blocks and code, in which brackets mean something else. */
function prose(text: string): string {
  return text.replaceAll(/^ *(`{3,})[^\n]*\n[\s\S]*?^ *\1 *$/gm, '').replaceAll(/`[^`\n]*`/g, '');
}

/** The anchors that GitHub gives to a page's headings. */
function anchorsOf(page: string): readonly string[] {
  const headings = read(page)
    .replaceAll(/^ *(`{3,})[^\n]*\n[\s\S]*?^ *\1 *$/gm, '')
    .matchAll(/^#+ +(.+)$/gm);
  return [...headings].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

interface Link {
  readonly page: string;
  readonly target: string;
}

/** Links and pictures that lead to another place of this repository. */
function linksOf(page: string): readonly Link[] {
  const targets = [...prose(read(page)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return targets.filter((target) => !/^[a-z]+:/.test(target)).map((target) => ({ page, target }));
}

function isBroken({ page, target }: Link): boolean {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : normalize(join(dirname(page), path));
  if (!existsSync(join(root, file))) return true;
  return anchor !== undefined && !(statSync(join(root, file)).isFile() && anchorsOf(file).includes(anchor));
}

describe('the pages', () => {
  it('link to what is there', () => {
    const links = pages.flatMap(linksOf);
    expect(links.length).toBeGreaterThan(50);
    expect(links.filter(isBroken)).toEqual([]);
  });

  it('show YAML and JSON that can be read', () => {
    const blocks = pages.flatMap((page) =>
      [...read(page).matchAll(/^( *)```(yaml|json)\n([\s\S]*?)^ *```$/gm)].map(([, , kind, text = '']) => ({ page, kind, text })),
    );
    expect(blocks.length).toBeGreaterThan(5);
    for (const { page, kind, text } of blocks) {
      if (kind === 'yaml') expect(parseDocument(text).errors, page).toEqual([]);
      else expect(() => JSON.parse(text.trimStart().startsWith('"') ? `{${text}}` : text) as unknown, `${page}: ${text}`).not.toThrow();
    }
  });

  it('are all on the map', () => {
    const linked = linksOf('docs/index.md').map(({ target }) => normalize(join('docs', target.replace(/#.*/, ''))));
    const expected = pages.filter((page) => /^docs\/[\w-]+\.md$/.test(page) && page !== 'docs/index.md');
    expect(expected.filter((page) => !linked.includes(page))).toEqual([]);
  });
});

interface Shown {
  readonly page: string;
  readonly line: string;
  readonly words: readonly string[];
}

/** How a page starts the program: `nbship`, `node dist/cli.js`, `uvx nbship@0.1.0`, `- nbship` in YAML, `$ nbship` at a prompt. */
const START = /^(?:[-$]\s+|run:\s+|(?:uvx|npx|pipx run|python -m)\s+)*(?:nbship(?:[@=]+[\w.]+)?|node dist\/cli\.js)(?=\s|$)/;

/** Command lines in blocks and in code: without comments, and only up to where a shell would go on. */
function commandLines(page: string): readonly Shown[] {
  const text = read(page);
  const blocks = [...text.matchAll(/^ *(`{3,})(?:sh|console|yaml)\n([\s\S]*?)^ *\1 *$/gm)].flatMap(([, , block = '']) => block.split('\n'));
  const code = [...text.replaceAll(/^ *(`{3,})[^\n]*\n[\s\S]*?^ *\1 *$/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, inside = '']) => inside);
  return [...blocks, ...code].flatMap((given) => {
    const line = given.trim();
    const start = START.exec(line);
    if (start === null) return [];
    const rest = line.slice(start[0].length).replace(/\s+(?:#|[>|<;]|&&|\d>).*$/, '');
    return [{ page, line, words: rest.split(/\s+/).filter((word) => word !== '') }];
  });
}

/** The flags of a command as its help tells them: name to the values that it may have, if they are listed. */
function flagsIn(usage: string): ReadonlyMap<string, readonly string[] | undefined> {
  const flags = new Map<string, readonly string[] | undefined>([
    ['--help', undefined],
    ['-h', undefined],
  ]);
  for (const [, short, name = '', value] of usage.matchAll(/^ +(?:(-\w), )?(--[\w-]+)(?:[ =](\S+))?/gm)) {
    const values = value?.includes('|') ? value.split('|') : undefined;
    flags.set(name, values);
    if (short !== undefined) flags.set(short, values);
  }
  return flags;
}

/** What is wrong with a command line, if anything. */
async function trouble({ words: [name, ...rest] }: Shown): Promise<string | undefined> {
  if (name === undefined || ['--version', '-V', '--help', '-h', 'COMMAND', 'help'].includes(name)) return undefined;
  const entry = COMMANDS.find((each) => each.name === name);
  if (entry === undefined) return `there is no command '${name}'`;
  const flags = flagsIn((await entry.load()).usage);
  for (const [index, word] of rest.entries()) {
    if (word === '--') return undefined;
    const [flag = '', inline] = word.split('=');
    if (!/^--?\w/.test(flag)) continue;
    if (!flags.has(flag)) return `'${name}' has no flag '${flag}'`;
    const [values, given] = [flags.get(flag), inline ?? rest[index + 1]];
    // `--format FORMAT` and `--format a|b` in prose stand for any of them.
    if (values && given !== undefined && /^[a-z]+$/.test(given) && !values.includes(given))
      return `'${name} ${flag}' does not take '${given}'; expected ${values.join(', ')}`;
  }
  return undefined;
}

describe('the command lines in the pages', () => {
  const shown = pages.filter((page) => page !== 'CHANGELOG.md').flatMap(commandLines);

  it('are found', () => {
    const lines = shown.map(({ words }) => words.join(' '));
    expect(lines).toEqual(expect.arrayContaining(['check a.ipynb notebooks/', 'export churn.ipynb --plan', 'rules']));
  });

  it('name commands, flags and values that there are', async () => {
    const troubles = await Promise.all(shown.map(async (each) => ({ page: each.page, line: each.line, trouble: await trouble(each) })));
    expect(troubles.filter((each) => each.trouble !== undefined)).toEqual([]);
  });

  it.each([
    ['check --fromat json', "'check' has no flag '--fromat'"],
    ['chekc', "there is no command 'chekc'"],
    ['check --format xml', /'check --format' does not take 'xml'/],
    ['export a.ipynb -o out --yes', undefined],
  ])('are seen through: %s', async (line, expected) => {
    const found = await trouble({ page: '', line, words: line.split(' ') });
    if (expected instanceof RegExp) expect(found).toMatch(expected);
    else expect(found).toBe(expected);
  });
});
