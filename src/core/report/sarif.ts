// SARIF 2.1.0, for GitHub code scanning and editors: physical lines of the .ipynb, fingerprints that outlive moved cells, the rules' pages as help.

import { RULES } from '../rules/index.ts';
import type { Severity } from '../rules/rule.ts';
import { problemText } from './checked.ts';
import type { FilePlace } from './located.ts';
import type { Outcome, Reported } from './reported.ts';

export interface SarifTool {
  readonly version: string;
  /** The rules' pages in markdown, by rule. */
  readonly pages: Readonly<Record<string, string>>;
}

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const LEVELS = { error: 'error', warning: 'warning', information: 'note' } as const satisfies Record<Severity, string>;

export function sarifReport({ files, skipped, problems }: Outcome, { version, pages }: SarifTool): string {
  const results = files.flatMap((file) => file.findings);
  const used = new Set(results.map((each) => each.finding.rule));
  const rules = RULES.filter((each) => used.has(each.id));
  const indexOf = new Map(rules.map((each, at) => [each.id, at]));
  const driver = {
    name: 'nbship',
    semanticVersion: version,
    version,
    rules: rules.map((each) => ({
      id: each.id,
      name: each.id,
      shortDescription: { text: each.summary },
      fullDescription: { text: each.summary },
      help: helpOf(pages[each.id] ?? each.summary),
      defaultConfiguration: { level: LEVELS[each.severity], enabled: each.enabled ?? true },
      properties: { tags: [each.category], precision: 'high' },
    })),
  };
  const notifications = [
    ...problems.map((each) => ({
      level: 'error',
      message: { text: problemText(each) },
      locations: [{ physicalLocation: { artifactLocation: artifact(each.path) } }],
    })),
    ...skipped.map((each) => ({ level: 'note', message: { text: `${each.path}: skipped, ${each.reason}` } })),
  ];
  const run = {
    tool: { driver },
    columnKind: 'utf16CodeUnits',
    invocations: [{ executionSuccessful: problems.length === 0, toolExecutionNotifications: notifications }],
    results: results.map((each) => resultOf(each, indexOf)),
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, undefined, 2)}\n`;
}

/** The page for people: without the marks that make it a test, and without links to other files. */
function helpOf(page: string): { readonly text: string; readonly markdown: string } {
  const markdown = page
    .replaceAll(/[ \t]*# error: \[[\w-]+\]/g, '  # <- here')
    .replaceAll(/\[([^\]]+)\]\([\w./#-]+\.md[^)]*\)/g, '$1')
    .trim();
  return { text: markdown, markdown };
}

function resultOf({ finding, fingerprint, place, related, replacements }: Reported, indexOf: ReadonlyMap<string, number>): object {
  return {
    ruleId: finding.rule,
    ruleIndex: indexOf.get(finding.rule) ?? -1,
    level: LEVELS[finding.severity],
    message: { text: [finding.message, finding.why, finding.how].filter((each) => each !== '').join(' ') },
    locations: [
      {
        physicalLocation: { artifactLocation: artifact(finding.path), region: regionOf(place) },
        logicalLocations: [
          { name: `cell ${finding.cell + 1}`, fullyQualifiedName: `${finding.path}:cell ${finding.cell + 1}`, kind: 'module' },
        ],
      },
    ],
    relatedLocations: related.map((each, id) => ({
      id,
      physicalLocation: { artifactLocation: artifact(finding.path), region: regionOf(each) },
      message: { text: finding.related[id]?.message ?? '' },
    })),
    partialFingerprints: { 'nbship/v1': fingerprint },
    ...(replacements && finding.fix ? { fixes: [fixOf(finding.path, finding.fix.title, replacements)] } : {}),
  };
}

function fixOf(path: string, title: string, replacements: NonNullable<Reported['replacements']>): object {
  const changes = replacements.map(({ place, text }) => ({ deletedRegion: regionOf(place), insertedContent: { text } }));
  return { description: { text: title }, artifactChanges: [{ artifactLocation: artifact(path), replacements: changes }] };
}

function regionOf({ start, end }: FilePlace): object {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** Relative paths are below the repository's root; anything else is a file of this machine. */
function artifact(path: string): object {
  const parts = path
    .replaceAll('\\', '/')
    .split('/')
    .map((each) => encodeURIComponent(each));
  if (/^[A-Za-z]:$/.test(path.slice(0, 2)))
    return {
      uri: `file:///${path.slice(0, 2)}${parts
        .slice(1)
        .map((each) => `/${each}`)
        .join('')}`,
    };
  return path.startsWith('/') ? { uri: `file://${parts.join('/')}` } : { uri: parts.join('/'), uriBaseId: '%SRCROOT%' };
}
