// The reports for programs: valid by the schemas of those who read them, true to the file's lines, and without the notebook's text.

import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

import { Ajv } from 'ajv';
import type { FormatsPlugin } from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { modelOf as modelOfNotebook } from '../../../src/cli/analyse.ts';
import { resolveSettings } from '../../../src/core/config/settings.ts';
import { lint } from '../../../src/core/lint/lint.ts';
import { readNotebook } from '../../../src/core/notebook/read.ts';
import { locatorOf, sourceLine } from '../../../src/core/report/located.ts';
import { reportedFile, type Outcome, type ReportedFile } from '../../../src/core/report/reported.ts';
import { programReport, type ProgramFormat } from '../../../src/core/report/reports.ts';
import { notebookText } from '../../cli/ran.ts';

const addFormats = createRequire(import.meta.url)('ajv-formats') as FormatsPlugin;

const TOOL = { version: '0.1.0', pages: { 'undefined-name': '# undefined-name\n\nSee [other](other.md).' } };

function file(path: string, text: string): ReportedFile {
  const result = readNotebook(path, text);
  if (result.kind !== 'notebook') throw new Error('expected a notebook');
  return reportedFile(result.notebook, lint(modelOfNotebook(result.notebook, {}), resolveSettings({ ignore: ['unpinned-import'] })), text);
}

const NASTY = 'a, b: 100%\n<é>&"c".ipynb';
const EARLY = notebookText('total = 1  # nbship: ignore[star-import]', 'if total:\n\tprint("\u0007é", later, gone)', 'later = 2');
const OUTCOME: Outcome = {
  files: [file('sub/early.ipynb', EARLY), file(NASTY, notebookText('print(a_secret_place)')), file('clean.ipynb', notebookText('x = 1'))],
  skipped: [{ path: 'j.ipynb', reason: 'its language is <julia>' }],
  problems: [{ path: 'broken.ipynb', jsonPath: 'cells[0]', line: 7, expected: 'a cell', found: '"\u0001"' }],
};

function report(format: ProgramFormat, outcome = OUTCOME): string {
  return programReport(format, outcome, TOOL);
}

interface Sarif {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string; readonly help: { readonly text: string } }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly locations: readonly {
        readonly physicalLocation: { readonly region: { readonly startLine: number; readonly startColumn: number } };
      }[];
      readonly fixes?: readonly unknown[];
    }[];
  }[];
}

describe('sarif', () => {
  test('is what the official schema says', () => {
    const schema = JSON.parse(readFileSync(new URL('schemas/sarif-schema-2.1.0.json', import.meta.url), 'utf8')) as object;
    const ajv = new Ajv({ strict: false, validateSchema: false, allErrors: true });
    addFormats(ajv);
    // Draft 4 writes `id`; what it says is the same in later drafts.
    const validate = ajv.compile({ ...schema, $schema: undefined, id: undefined });
    expect(validate(JSON.parse(report('sarif'))), JSON.stringify(validate.errors?.slice(0, 5))).toBe(true);
    expect(validate({ version: '2.1.0', runs: [{ tool: {} }] })).toBe(false);
  });

  test('names rules, lines of the file, and fixes', () => {
    const [run] = (JSON.parse(report('sarif')) as Sarif).runs;
    const results = run?.results ?? [];
    expect(results.map((each) => each.ruleId)).toEqual(['unused-suppression', 'use-before-definition', 'undefined-name', 'undefined-name']);
    for (const each of results) expect(run?.tool.driver.rules[each.ruleIndex]?.id).toBe(each.ruleId);
    const lines = EARLY.split('\n');
    const { startLine, startColumn } = results[1]?.locations[0]?.physicalLocation.region ?? { startLine: 0, startColumn: 0 };
    expect(lines[startLine - 1]?.slice(startColumn - 1)).toBe('later, gone)"');
    expect(results[0]?.fixes).toHaveLength(1);
    expect(run?.tool.driver.rules.find((each) => each.id === 'undefined-name')?.help.text).toBe('# undefined-name\n\nSee other.');
  });

  test('fingerprints stay when cells move and lines change, and are never twice the same', () => {
    const prints = (text: string): readonly (string | undefined)[] => file('a.ipynb', text).findings.map((each) => each.fingerprint);
    const twice = notebookText('print(a)\nprint(b)', 'print(a)', 'x = 1');
    expect(new Set(prints(twice)).size).toBe(prints(twice).length);
    const moved = twice.replace('"print(a)\\n"', '"# more\\n",\n    "print(a)\\n"');
    expect(prints(moved)).toEqual(prints(twice));
    expect(prints(notebookText('print(a)')).join('')).not.toBe(prints(notebookText('print(b)')).join(''));
  });
});

describe('github', () => {
  test('is one command a line, with what ends a command or a property escaped', () => {
    const lines = report('github').trimEnd().split('\n');
    expect(lines).toHaveLength(5);
    for (const each of lines) expect(each).toMatch(/^::(error|warning|notice) file=[^,:]+,line=\d+[^:]*,title=[^:,]+::[^\n\r]+$/);
    expect(lines[3]).toContain('file=a%2C b%3A 100%25%0A<é>&"c".ipynb,line=');
    expect(lines[0]).toMatch(/^::notice .*line=10,endLine=10,col=/);
  });
});

describe('gitlab', () => {
  test('has what GitLab asks of each entry, and unique fingerprints', () => {
    const entries = JSON.parse(report('gitlab')) as readonly Record<string, unknown>[];
    const required = ['description', 'check_name', 'fingerprint', 'severity', 'location'];
    const location = {
      type: 'object',
      required: ['path', 'lines'],
      properties: {
        path: { type: 'string' },
        lines: { type: 'object', required: ['begin'], properties: { begin: { type: 'integer', minimum: 1 } } },
      },
    };
    const severity = { enum: ['info', 'minor', 'major', 'critical', 'blocker'] };
    const validate = new Ajv().compile({
      type: 'array',
      items: { type: 'object', required, properties: { severity, location, fingerprint: { type: 'string' } } },
    });
    expect(validate(entries), JSON.stringify(validate.errors)).toBe(true);
    expect(new Set(entries.map((each) => each['fingerprint'])).size).toBe(entries.length);
  });
});

describe('junit', () => {
  test('counts what fails, in words that XML allows', () => {
    const text = report('junit');
    expect(text).toContain('<testsuites name="nbship" tests="7" failures="3" errors="1">');
    expect(text).toContain('name="a, b: 100%&#10;&lt;é&gt;&amp;&quot;c&quot;.ipynb"');
    expect(text.split('').filter((each) => each < ' ' && each !== '\n')).toEqual([]);
  });

  const hasXmllint = spawnSync('xmllint', ['--version']).status === 0;
  test.skipIf(!hasXmllint)('is what the schema of the Jenkins plugin says', () => {
    const schema = fileURLToPath(new URL('schemas/junit-10.xsd', import.meta.url));
    execFileSync('xmllint', ['--noout', '--schema', schema, '-'], { input: report('junit'), stdio: 'pipe' });
    expect(() =>
      execFileSync('xmllint', ['--noout', '--schema', schema, '-'], { input: '<testsuites><case/></testsuites>', stdio: 'pipe' }),
    ).toThrow();
  });
});

test.each(['json', 'sarif', 'github', 'gitlab', 'junit'] as const)('%s holds no line of the notebook', (format) => {
  const text = notebookText('key = "s3cr3t-v4lue"; print(gone)');
  expect(report(format, { files: [file('a.ipynb', text)], skipped: [], problems: [] })).not.toContain('s3cr3t-v4lue');
});

describe('places in the file', () => {
  const piece = fc.constantFrom('x', 'é', '"', '\\', '\t', '𝒳', '\u0007', '\n', '\r\n', '\u2028', ' ', '/');
  const source = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(''));

  test('are those of the characters, however the source is written', () => {
    fc.assert(
      fc.property(source, fc.boolean(), fc.boolean(), fc.integer({ min: 0, max: 2 }), (text, asList, escaped, indent) => {
        const written = asList ? text.split(/(?<=\n)/) : text;
        const plain = JSON.stringify(
          {
            cells: [{ cell_type: 'code', metadata: {}, outputs: [], execution_count: null, source: written }],
            metadata: {},
            nbformat: 4,
            nbformat_minor: 2,
          },
          undefined,
          indent,
        );
        const json = escaped
          ? plain.replaceAll(/[\u0080-\uffff]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`)
          : plain;
        const result = readNotebook('a.ipynb', json);
        if (result.kind !== 'notebook') throw new Error('expected a notebook');
        const locate = locatorOf(result.notebook, json);
        const code = result.notebook.cells[0]?.source ?? '';
        const lines = json.split('\n');
        for (let at = 0; at < code.length; at += 1) {
          const { start, end, ...rest } = locate({ cell: 0, span: { start: at, end: at + 1 } });
          const raw = lines[start.line - 1]?.slice(start.column - 1, end.column - 1) ?? '';
          const decoded = start.line === end.line ? String(JSON.parse(`"${raw}"`)) : code[at];
          expect(decoded?.replace(/\r\n?/, '\n')).toBe(code[at]);
          const line = code.slice(0, at).split('\n').length - 1;
          expect(sourceLine(json, 'ipynb', rest)).toBe(code.split('\n')[line]);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('of a percent file are its own', () => {
    const text = '# %%\r\nx = 1\r\n# %%\r\nprint(x,\r\n  gone)\r\n';
    const [found] = file('a.py', text).findings;
    expect(found?.place).toMatchObject({ start: { line: 5, column: 3 }, end: { line: 5, column: 7 } });
    expect(found && sourceLine(text, 'percent', found.place)).toBe('  gone)');
  });
});
