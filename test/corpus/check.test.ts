// Every notebook of the corpus is analysed without a crash, every place lies in its cell, and those that run have no missing name.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { modelOf } from '../../src/cli/analyse.ts';
import { resolveSettings } from '../../src/core/config/settings.ts';
import { lint } from '../../src/core/lint/lint.ts';
import { readNotebook } from '../../src/core/notebook/read.ts';
import { RULES } from '../../src/core/rules/index.ts';

const CORPUS = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url));

function notebooksIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile() && /\.(ipynb|py)$/.test(each.name))
    .map((each) => join(each.parentPath, each.name));
}

describe.skipIf(!existsSync(CORPUS))('the corpus', () => {
  test('no crash, and every place inside its cell', () => {
    const ids = new Set(RULES.map((each) => each.id));
    let read = 0;
    for (const path of notebooksIn(CORPUS)) {
      const result = readNotebook(path, readFileSync(path, 'utf8'));
      if (result.kind !== 'notebook') continue;
      read++;
      const { notebook } = result;
      for (const finding of lint(modelOf(notebook, {}), resolveSettings({}))) {
        expect(ids).toContain(finding.rule);
        for (const at of [finding.at, ...finding.related.map((each) => each.at)]) {
          const source = notebook.cells[at.cell]?.source;
          expect(source, path).toBeDefined();
          expect(at.span.start).toBeGreaterThanOrEqual(0);
          expect(at.span.end).toBeGreaterThanOrEqual(at.span.start);
          expect(at.span.end).toBeLessThanOrEqual(source?.length ?? 0);
        }
      }
    }
    expect(read).toBeGreaterThan(250);
  }, 120_000);

  test('notebooks that run from top to bottom have no missing name', () => {
    const paths = notebooksIn(join(CORPUS, 'runnable')).filter((each) => each.endsWith('.ipynb'));
    expect(paths.length).toBeGreaterThan(40);
    const alarms = paths.flatMap((path) => {
      const result = readNotebook(path, readFileSync(path, 'utf8'));
      if (result.kind !== 'notebook') return [`${path} is not read`];
      const findings = lint(modelOf(result.notebook, {}), resolveSettings({ select: ['undefined-name', 'use-before-definition'] }));
      return findings.map((each) => `${path}: ${each.message}`);
    });
    expect(alarms).toEqual([]);
  });
});
