// JUnit XML: a suite for each notebook, a failed case for each finding, one case that passes where there is none.

import { problemText } from './checked.ts';
import type { Outcome, Reported, ReportedFile } from './reported.ts';

interface Suite {
  readonly name: string;
  readonly cases: readonly string[];
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

export function junitReport({ files, skipped, problems }: Outcome): string {
  const suites: readonly Suite[] = [
    ...files.map(suiteOf),
    ...problems.map((each) => ({
      name: each.path,
      cases: [testCase(each.path, 'readable', `<error message="${attribute(problemText(each))}" type="unreadable"/>`)],
      failures: 0,
      errors: 1,
      skipped: 0,
    })),
    ...skipped.map((each) => ({
      name: each.path,
      cases: [testCase(each.path, 'checked', '<skipped/>', each.reason)],
      failures: 0,
      errors: 0,
      skipped: 1,
    })),
  ];
  const sum = (count: (suite: Suite) => number): number => suites.reduce((total, each) => total + count(each), 0);
  const head = `tests="${sum((each) => each.cases.length)}" failures="${sum((each) => each.failures)}" errors="${sum((each) => each.errors)}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="nbship" ${head}>\n${suites.map(suiteText).join('')}</testsuites>\n`;
}

function suiteOf({ path, findings }: ReportedFile): Suite {
  const failing = findings.filter(({ finding }) => finding.severity !== 'information').length;
  const cases = findings.length === 0 ? [testCase(path, 'no problems', '')] : findings.map((each) => caseOf(path, each));
  return { name: path, cases, failures: failing, errors: 0, skipped: 0 };
}

function caseOf(path: string, { finding, place: { start } }: Reported): string {
  const name = `${finding.rule} (cell ${finding.cell + 1}, line ${finding.range.start.line + 1})`;
  const body = [`${path}:${start.line}:${start.column}: ${finding.message}`, finding.why, finding.how]
    .filter((each) => each !== '')
    .join('\n');
  // A note is no failure: it is told with the case that passes.
  if (finding.severity === 'information') return testCase(path, name, '', body);
  return testCase(path, name, `<failure message="${attribute(finding.message)}" type="${finding.severity}">${content(body)}</failure>`);
}

function testCase(path: string, name: string, inner: string, told = ''): string {
  const out = told === '' ? '' : `<system-out>${content(told)}</system-out>`;
  return `    <testcase classname="${attribute(path)}" name="${attribute(name)}" time="0">${inner}${out}</testcase>\n`;
}

function suiteText({ name, cases, failures, errors, skipped }: Suite): string {
  const counts = `tests="${cases.length}" failures="${failures}" errors="${errors}" skipped="${skipped}"`;
  return `  <testsuite name="${attribute(name)}" ${counts} time="0">\n${cases.join('')}  </testsuite>\n`;
}

/** Halves of surrogate pairs. */
const HALVES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Tab, line feed and return are the only control characters of XML. */
function isForbidden(character: string): boolean {
  return (character < ' ' && !/[\t\n\r]/.test(character)) || character > '\ufffd';
}

/** Text without what XML 1.0 does not allow, not even escaped. */
function content(text: string): string {
  const allowed = text.replaceAll(HALVES, '\ufffd').replaceAll(/[^ -\ufffd]/g, (each) => (isForbidden(each) ? '\ufffd' : each));
  return allowed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function attribute(text: string): string {
  return content(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;').replaceAll('\r', '&#13;');
}
