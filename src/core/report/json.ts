// The JSON report, a contract that other programs rely on.

import {
  array,
  boolean,
  enum as oneOf,
  literal,
  nullable,
  number,
  object,
  optional,
  record,
  string,
  toJSONSchema,
  union,
  unknown,
  type infer as Infer,
} from 'zod/mini';

import type { Notebook } from '../notebook/notebook.ts';
import type { Finding } from '../rules/rule.ts';
import { lineStartsOf, rangeOf, type Place } from '../text/span.ts';
import type { Checked } from './checked.ts';
import type { Outcome } from './reported.ts';

const position = object({ line: number(), character: number() });
const range = object({ start: position, end: position });

const related = object({ message: string(), cell: number(), cellId: nullable(string()), range, line: number() });

/** One finding: `cell` counts all cells from 0, `range` is 0-based in UTF-16 inside the cell, `line` is the 1-based line of the file. */
const finding = object({
  rule: string(),
  severity: oneOf(['error', 'warning', 'information']),
  message: string(),
  why: string(),
  how: string(),
  data: record(string(), union([string(), number(), boolean(), array(string())])),
  path: string(),
  cell: number(),
  cellId: nullable(string()),
  range,
  line: number(),
  related: array(related),
  fix: optional(object({ title: string(), kind: oneOf(['safe', 'suggested']), edits: array(unknown()) })),
});

export const checkOutput = object({
  version: literal(1),
  findings: array(finding),
  skipped: array(object({ path: string(), reason: string() })),
  summary: object({
    notebooks: number(),
    findings: number(),
    errors: number(),
    warnings: number(),
    information: number(),
    unreadable: number(),
  }),
});

export type CheckOutput = Infer<typeof checkOutput>;
export type FindingJson = CheckOutput['findings'][number];

export function checkOutputSchema(): object {
  return toJSONSchema(checkOutput);
}

export function jsonReport({ files, skipped, problems }: Outcome): string {
  const findings = files.flatMap((each) => each.findings.map(({ finding }) => finding));
  return `${JSON.stringify(output(files.length, findings, skipped, problems), undefined, 2)}\n`;
}

/** The same of notebooks that are at hand. */
export function outputOf({ notebooks, skipped, problems }: Checked): CheckOutput {
  const findings = notebooks.flatMap(({ notebook, findings: found }) => found.map((each) => findingJson(notebook, each)));
  return output(notebooks.length, findings, skipped, problems);
}

function output(
  notebooks: number,
  findings: readonly FindingJson[],
  skipped: Checked['skipped'],
  problems: Checked['problems'],
): CheckOutput {
  const count = (severity: Finding['severity']): number => findings.filter((each) => each.severity === severity).length;
  return {
    version: 1,
    findings: [...findings],
    skipped: [
      ...skipped,
      ...problems.map((each) => ({
        path: each.path,
        reason: `${each.jsonPath === '' ? '' : `${each.jsonPath}: `}expected ${each.expected}, found ${each.found}`,
      })),
    ],
    summary: {
      notebooks,
      findings: findings.length,
      errors: count('error'),
      warnings: count('warning'),
      information: count('information'),
      unreadable: problems.length,
    },
  };
}

export function findingJson(notebook: Notebook, found: Finding): FindingJson {
  return {
    rule: found.rule,
    severity: found.severity,
    message: found.message,
    why: found.why,
    how: found.how,
    data: Object.fromEntries(Object.entries(found.data).map(([key, value]) => [key, typeof value === 'object' ? [...value] : value])),
    path: notebook.path,
    ...placeJson(notebook, found.at),
    related: found.related.map((each) => ({ message: each.message, ...placeJson(notebook, each.at) })),
    ...(found.fix ? { fix: { title: found.fix.title, kind: found.fix.kind, edits: [...found.fix.edits] } } : {}),
  };
}

/** A place as other programs know it. */
export function placeJson(
  notebook: Notebook,
  at: Place,
): {
  cell: number;
  cellId: string | null;
  range: { start: { line: number; character: number }; end: { line: number; character: number } };
  line: number;
} {
  const cell = notebook.cells[at.cell];
  const { start, end } = rangeOf(lineStartsOf(cell?.source ?? ''), at.span);
  return {
    cell: at.cell,
    cellId: cell?.id ?? null,
    range: { start: { ...start }, end: { ...end } },
    line: cell?.fileLines[start.line] ?? 1,
  };
}
