// `nbship explain`: the page of a rule, or the story of a name in a notebook.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { resolveSettings, UserError } from '../../core/config/settings.ts';
import { storyLines, type StoryLine } from '../../core/report/story.ts';
import { nearest } from '../../core/rules/nearest.ts';
import { namesOf } from '../../core/semantics/story.ts';
import type { Model } from '../../core/semantics/model.ts';
import { modelOf, readNotebook } from '../analyse.ts';
import { helpText, parseFlags, type Usage } from '../flags.ts';
import type { Command, Host } from '../host.ts';
import { PAGES } from '../pages.ts';
import { portsFor } from '../ports.ts';

const FLAGS = { format: { choices: ['text', 'json'], default: 'text', help: 'how the story of a name is shown' } } as const;

const USAGE: Usage = {
  synopsis: ['nbship explain RULE', 'nbship explain NOTEBOOK[:CELL] NAME'],
  about: `The first shows the page of a rule. The second tells where a variable of a notebook is made, changed, read and
deleted, from top to bottom and, where execution counts tell it, in the order in which the cells were run. CELL is
counted from 1, text cells too; what happens there is marked.`,
  flags: FLAGS,
  takes: 'rule',
};

export const explain: Command = {
  usage: helpText(USAGE),
  describes: USAGE,
  run: async (args, host) => {
    const { values, positionals } = parseFlags(FLAGS, args);
    const [subject, name, ...more] = positionals;
    if (subject === undefined || more.length > 0)
      throw new UserError('explain: expected the name of a rule, or NOTEBOOK[:CELL] and NAME; `nbship rules` lists all rules');
    if (name === undefined && !/\.(ipynb|py)(:\d+)?$/.test(subject)) explainRule(subject, host);
    else if (name === undefined) throw new UserError('explain: expected the NAME of a variable behind the notebook');
    else await explainName(subject, name, values.format, host);
    return 0;
  },
};

function explainRule(id: string, host: Host): void {
  const page = Object.hasOwn(PAGES, id) ? PAGES[id] : undefined;
  if (page === undefined) {
    const similar = nearest(id, Object.keys(PAGES));
    throw new UserError(
      `explain: no rule '${id}'${similar === undefined ? '' : ` (did you mean '${similar}'?)`}; \`nbship rules\` lists all`,
    );
  }
  host.write(page.endsWith('\n') ? page : `${page}\n`);
}

async function explainName(subject: string, name: string, format: 'text' | 'json', host: Host): Promise<void> {
  const [, path = subject, number] = /^(.*?)(?::(\d+))?$/.exec(subject) ?? [];
  const model = await modelAt(path, host);
  const { length } = model.notebook.cells;
  const cell = number === undefined ? undefined : Number(number) - 1;
  if (cell !== undefined && (cell < 0 || cell >= length))
    throw new UserError(`${path}: expected a cell from 1 to ${length}, found ${number}`);
  const names = namesOf(model.document);
  if (!names.has(name)) {
    const similar = nearest(name, names);
    throw new UserError(`${path}: no cell binds or reads '${name}'${similar === undefined ? '' : ` (did you mean '${similar}'?)`}`);
  }
  const document = storyLines(model, name, 'document', cell);
  const session = storyLines(model, name, 'session', cell);
  host.write(
    format === 'json' ? `${JSON.stringify({ name, path, document, session }, undefined, 2)}\n` : textOf(name, path, document, session),
  );
}

async function modelAt(path: string, host: Host): Promise<Model> {
  const place = resolve(host.cwd, path);
  const result = readNotebook(path, textAt(place, path));
  if (result.kind === 'invalid') throw new UserError(`${path}: expected ${result.problem.expected}, found ${result.problem.found}`);
  if (result.kind === 'skipped') throw new UserError(`${path}: ${result.reason}`);
  return modelOf(result.notebook, await portsFor(place, host.cwd, resolveSettings({})));
}

function textAt(place: string, path: string): string {
  try {
    return readFileSync(place, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw new UserError(`${path}: cannot be read (${String(error.code)})`);
    throw error;
  }
}

function textOf(name: string, path: string, document: readonly StoryLine[], session: readonly StoryLine[]): string {
  const same = JSON.stringify(document) === JSON.stringify(session);
  const parts = [`${name} in ${path}, from top to bottom\n${linesOf(document)}`];
  if (session.length > 0 && !same) parts.push(`As it was run, by the execution counts\n${linesOf(session)}`);
  else if (same) parts.push('It was run in this order.\n');
  return parts.join('\n');
}

function linesOf(lines: readonly StoryLine[]): string {
  const width = (part: (line: StoryLine) => string): number => Math.max(...lines.map((each) => part(each).length));
  const [cells, texts] = [width((each) => each.cell), width((each) => each.text)];
  return lines.map((each) => `${each.here ? '>' : ' '} ${each.cell.padEnd(cells)}  ${each.text.padEnd(texts)}  ${each.code}\n`).join('');
}
