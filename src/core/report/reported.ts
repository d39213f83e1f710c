// A finding as all reports know it: plain JSON, complete without its notebook, so that it can be kept and shown again.

import type { Notebook, ReadProblem } from '../notebook/notebook.ts';
import type { Finding, Fix } from '../rules/rule.ts';
import type { Place } from '../text/span.ts';
import { fingerprintOf, identityOf, type Identity, type Ordinals } from './identity.ts';
import { findingJson, type FindingJson } from './json.ts';
import { locatorOf, type FilePlace } from './located.ts';

export interface Reported {
  readonly finding: FindingJson;
  readonly identity: Identity;
  readonly fingerprint: string;
  readonly place: FilePlace;
  /** The places of `finding.related`. */
  readonly related: readonly FilePlace[];
  /** The fix as replacements in the file, where it only replaces text within lines. */
  readonly replacements?: readonly { readonly place: FilePlace; readonly text: string }[];
}

/** What a check found in one file. */
export interface ReportedFile {
  readonly path: string;
  readonly format: Notebook['format'];
  readonly findings: readonly Reported[];
}

/** All that a check came to. */
export interface Outcome {
  readonly files: readonly ReportedFile[];
  /** Sound files of which nbship has nothing to say, e.g. of another language. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  /** Files that could not be read as notebooks. */
  readonly problems: readonly ReadProblem[];
}

/** `text` is the text that the notebook was read from. */
export function reportedFile(notebook: Notebook, findings: readonly Finding[], text: string): ReportedFile {
  const { path, format } = notebook;
  if (findings.length === 0) return { path, format, findings: [] };
  const locate = locatorOf(notebook, text);
  const seen: Ordinals = new Map();
  return {
    path,
    format,
    findings: findings.map((each) => {
      const identity = identityOf(notebook, each);
      const replacements = replacementsOf(notebook, each.fix, locate);
      return {
        finding: findingJson(notebook, each),
        identity,
        fingerprint: fingerprintOf(path, identity, notebook.cells[each.at.cell]?.source ?? '', seen),
        place: locate(each.at),
        related: each.related.map(({ at }) => locate(at)),
        ...(replacements ? { replacements } : {}),
      };
    }),
  };
}

function replacementsOf({ format }: Notebook, fix: Fix | undefined, locate: (at: Place) => FilePlace): Reported['replacements'] {
  const found: { place: FilePlace; text: string }[] = [];
  for (const edit of fix?.edits ?? []) {
    if (edit.kind !== 'replaceText' || edit.text.includes('\n')) return undefined;
    const place = locate(edit.at);
    if (place.start.line !== place.end.line) return undefined;
    found.push({ place, text: format === 'percent' ? edit.text : JSON.stringify(edit.text).slice(1, -1) });
  }
  return found.length === 0 ? undefined : found;
}
