// Every page of a rule is a test: what it calls flagged is flagged at the marked lines, and nothing else; the rest is silent.

import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { modelOf } from '../../src/cli/analyse.ts';
import { resolveSettings } from '../../src/core/config/settings.ts';
import { lint } from '../../src/core/lint/lint.ts';
import { readNotebook } from '../../src/core/notebook/read.ts';
import { RULES } from '../../src/core/rules/index.ts';
import { lineStartsOf, positionAt } from '../../src/core/text/span.ts';
import { blocksOf, projectFactsOf } from './blocks.ts';

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
    const result = readNotebook(`${rule}.py`, block.code);
    if (result.kind !== 'notebook') throw new Error(`the block at line ${block.line} is no notebook: ${JSON.stringify(result)}`);
    const { notebook } = result;
    const findings = lint(
      modelOf(notebook, projectFactsOf(block)),
      resolveSettings({ select: [rule, 'unused-suppression', 'undefined-name'] }),
    );
    const lines = findings
      .filter((each) => each.rule === rule)
      .map((each) => {
        const cell = notebook.cells[each.at.cell];
        return cell?.fileLines[positionAt(lineStartsOf(cell.source), each.at.span.start).line];
      });
    const marked = block.code.split('\n').flatMap((line, at) => (line.includes(`# error: [${rule}]`) ? [at + 1] : []));
    expect(lines.toSorted((a, z) => (a ?? 0) - (z ?? 0))).toEqual(marked);
    expect(marked.length > 0).toBe(block.section === 'Flagged');
  });
});
