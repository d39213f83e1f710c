// Every page of a rule is a test: what it calls flagged is flagged at the marked lines, and nothing else; the rest is silent.

import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { modelOf } from '../../src/cli/analyse.ts';
import { resolveSettings } from '../../src/core/config/settings.ts';
import { lint } from '../../src/core/lint/lint.ts';
import type { Cell, Notebook } from '../../src/core/notebook/notebook.ts';
import { readNotebook } from '../../src/core/notebook/read.ts';
import { applyEdits } from '../../src/core/notebook/write.ts';
import { RULES, ruleNamed } from '../../src/core/rules/index.ts';
import type { Finding } from '../../src/core/rules/rule.ts';
import { editedFile, type FileEdit } from '../../src/core/text/edit.ts';
import { lineStartsOf, positionAt } from '../../src/core/text/span.ts';
import { blocksOf, markedLines, projectFactsOf, withoutMarks, type Block } from './blocks.ts';

const FOLDER = new URL('../../docs/rules/', import.meta.url);
const pages = readdirSync(FOLDER).filter((each) => each.endsWith('.md'));

test('every rule has a page, and every page a rule', () => {
  expect(pages.map((each) => each.replace(/\.md$/, '')).sort()).toEqual(RULES.map((each) => each.id).sort());
});

describe.each(RULES.map((each) => each.id))('%s', (rule) => {
  const text = readFileSync(new URL(`${rule}.md`, FOLDER), 'utf8');
  const blocks = blocksOf(text);
  const flagged = blocks.filter((each) => each.section === 'Flagged');
  const silent = blocks.filter((each) => each.section === 'Not flagged');

  test('shows enough', () => {
    expect(flagged.length).toBeGreaterThanOrEqual(2);
    expect(silent.length).toBeGreaterThanOrEqual(3);
  });

  test.each(blocks.map((each) => [each.line, each] as const))('the block at line %i', (_line, block) => {
    const notebook = notebookOf(block.code);
    const lines = findingsOf(notebook, rule, block).map((each) => {
      const cell = notebook.cells[each.at.cell];
      return cell?.fileLines[positionAt(lineStartsOf(cell.source), each.at.span.start).line];
    });
    const marked = markedLines(block.code, rule);
    expect(lines.toSorted((a, z) => (a ?? 0) - (z ?? 0))).toEqual(marked);
    expect(marked.length > 0).toBe(block.section === 'Flagged');
  });

  const fixed = blocks.filter((each) => each.becomes !== undefined || each.filesBecome.length > 0);
  test('shows its fix, if it has one', () => {
    expect(fixed.length > 0).toBe(ruleNamed(rule)?.fix !== undefined);
  });

  test.each(fixed.map((each) => [each.line, each] as const))('the fix of the block at line %i', (_line, block) => {
    const before = withoutMarks(block.code);
    const once = fix(before, rule, block);
    expect(once.code.trimEnd()).toBe(block.becomes ?? before);
    for (const { path, text } of block.filesBecome) expect(once.files.find((each) => each.path === path)?.text.trimEnd()).toBe(text);
    expect(fix(once.code, rule, once)).toEqual(once);
    expect(findingsOf(notebookOf(once.code), rule, once)).toEqual([]);
  });
});

function notebookOf(code: string): Notebook {
  const result = readNotebook('page.py', code);
  if (result.kind !== 'notebook') throw new Error(`the block is no notebook: ${JSON.stringify(result)}`);
  return { ...result.notebook, cells: result.notebook.cells.map(withOutputs) };
}

/** A line `# output error: KeyError: 'age'` stands for a saved failure. */
function withOutputs(cell: Cell): Cell {
  const text = /^# output error: (.*)$/m.exec(cell.source)?.[1];
  const errorName = text?.split(':', 1)[0];
  return text === undefined || errorName === undefined ? cell : { ...cell, outputs: [{ kind: 'error', text, errorName }] };
}

type Files = Pick<Block, 'files'>;

function findingsOf(notebook: Notebook, rule: string, beside: Files): readonly Finding[] {
  const settings = resolveSettings({ select: [rule, 'unused-suppression', 'undefined-name'] });
  return lint(modelOf(notebook, projectFactsOf(beside)), settings).filter((each) => each.rule === rule);
}

/** The code and the files beside it with the fixes of all findings applied together. */
function fix(code: string, rule: string, beside: Files): { readonly code: string } & Files {
  const notebook = notebookOf(code);
  const edits = findingsOf(notebook, rule, beside).flatMap((each) => each.fix?.edits ?? []);
  const files = beside.files.map(({ path, text }) => {
    const own = edits.filter((each): each is FileEdit => each.kind === 'editFile').filter((each) => each.path === path);
    const edited = own.length === 0 ? text : editedFile(text, own);
    if (edited === undefined) throw new Error(`the fix replaces a line of ${path} that is not there`);
    return { path, text: edited };
  });
  return { code: applyEdits(code, notebook, edits), files };
}
