// What a check says: text as it goes along, a report for programs at its end, on standard output or into a file.

import { resolve } from 'node:path';

import { UserError } from '../../core/config/user-error.ts';
import type { ReadProblem } from '../../core/notebook/notebook.ts';
import { plural, summaryOf } from '../../core/report/checked.ts';
import type { ReportedFile } from '../../core/report/reported.ts';
import type { ProgramFormat } from '../../core/report/reports.ts';
import { countsOf, statisticsText } from '../../core/report/statistics.ts';
import { conciseText, fileText } from '../../core/report/text.ts';
import { NotReplaced, putFile } from '../../machine/replace-file.ts';
import { styleOf, usesColour } from '../colours.ts';
import type { Host } from '../host.ts';
import { VERSION } from '../version.ts';
import type { Options } from './usage.ts';

export interface Totals {
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  readonly problems: readonly ReadProblem[];
  /** Findings that were fixed, and in how many notebooks. */
  readonly fixed: number;
  readonly fixedNotebooks: number;
}

export interface Output {
  add(file: ReportedFile, text: () => string): void;
  finish(totals: Totals): Promise<void>;
  /** Errors and warnings so far. */
  problems(): number;
}

export function outputFor(options: Options, host: Host): Output {
  const { format, statistics } = options;
  const isText = format === 'text' || format === 'concise';
  // A file is written as a whole, and text on a terminal would run into the progress bar.
  const waits = options.output !== undefined || host.showsProgress === true;
  const parts: string[] = [];
  const say = (text: string): void => (waits ? void parts.push(text) : sink(options, host)(text));
  const style = styleOf(usesColour({ env: host.env, isTerminal: host.isTerminal && options.output === undefined }, options.colour));
  const kept: ReportedFile[] = [];
  const counts = { notebooks: 0, affected: 0, problems: 0, notes: 0 };
  return {
    add: (file, text) => {
      count(counts, file);
      if (!isText || statistics) kept.push(file);
      else if (file.findings.length > 0) say(format === 'concise' ? conciseText(file) : fileText(file, text(), style));
    },
    finish: async (totals) => {
      if (options.diff) {
        if (totals.fixed > 0) host.warn(`nbship: ${fixedText(totals).replace('Fixed', 'would fix')}`);
        return;
      }
      if (statistics)
        say(format === 'json' ? `${JSON.stringify({ version: 1, statistics: countsOf(kept) }, undefined, 2)}\n` : statisticsText(kept));
      else if (!isText) say(await programText(format, kept, totals));
      if (isText) say(`${fixedText(totals)}${summaryOf({ ...counts, unread: totals.problems.length })}\n`);
      else if (totals.fixed > 0) host.warn(`nbship: ${fixedText(totals)}`);
      if (options.output !== undefined) writeReport(options.output, host, parts.join(''));
      else if (waits) sink(options, host)(parts.join(''));
    },
    problems: () => counts.problems,
  };
}

/** Standard output belongs to the fixed notebook where it came from standard input. */
function sink({ paths, fixes, diff }: Options, host: Host): (text: string) => void {
  // A diff is all that is shown.
  if (diff) return () => undefined;
  return fixes.length > 0 && paths.includes('-') ? (text) => host.warn(text) : (text) => host.write(text);
}

function count(counts: { notebooks: number; affected: number; problems: number; notes: number }, { findings }: ReportedFile): void {
  const notes = findings.filter(({ finding }) => finding.severity === 'information').length;
  counts.notebooks += 1;
  counts.affected += findings.length > 0 ? 1 : 0;
  counts.problems += findings.length - notes;
  counts.notes += notes;
}

function fixedText({ fixed, fixedNotebooks }: Totals): string {
  return fixed === 0 ? '' : `Fixed ${plural(fixed, 'finding')} in ${plural(fixedNotebooks, 'notebook')}.\n`;
}

async function programText(format: ProgramFormat, files: readonly ReportedFile[], { skipped, problems }: Totals): Promise<string> {
  const { programReport } = await import('../../core/report/reports.ts');
  const pages = format === 'sarif' ? (await import('../pages.ts')).PAGES : {};
  return programReport(format, { files, skipped, problems }, { version: VERSION, pages });
}

function writeReport(path: string, host: Host, text: string): void {
  try {
    putFile(resolve(host.cwd, path), Buffer.from(text));
  } catch (error) {
    if (!(error instanceof NotReplaced)) throw error;
    throw new UserError(`${path}: ${error.message}`);
  }
}
