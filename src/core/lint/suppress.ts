// Suppression: comments, cell tags and notebook metadata that hide findings, and those that hide none.

import type { Settings } from '../config/settings.ts';
import type { Cell } from '../notebook/notebook.ts';
import { nearest } from '../rules/nearest.ts';
import { RULES, ruleNamed } from '../rules/index.ts';
import type { Finding } from '../rules/rule.ts';
import { unusedSuppression } from '../rules/unused-suppression.ts';
import type { Model } from '../semantics/model.ts';
import type { Place, Span } from '../text/span.ts';
import { findingOf } from './finding.ts';

interface Suppression {
  /** As written, e.g. `nbship: ignore[undefined-name]`. */
  readonly token: string;
  /** Undefined hides every rule. */
  readonly rule: string | undefined;
  /** Where it stands; undefined for tags and metadata. */
  readonly at: Place | undefined;
  covers(place: Place): boolean;
}

/** Takes out what is suppressed, and adds a finding for each suppression that hid nothing. */
export function suppress(model: Model, findings: readonly Finding[], settings: Settings): Finding[] {
  const suppressions = [...fromMetadata(model), ...model.notebook.cells.flatMap((cell) => [...fromTags(cell), ...fromComments(cell)])];
  if (suppressions.length === 0) return [...findings];
  const used = new Set<Suppression>();
  const kept = findings.filter((finding) => {
    const hiding = suppressions.filter((each) => (each.rule === undefined || each.rule === finding.rule) && each.covers(finding.at));
    for (const each of hiding) used.add(each);
    return hiding.length === 0;
  });
  if (!settings.isEnabled(unusedSuppression.id)) return kept;
  for (const each of suppressions) {
    const known = each.rule === undefined || ruleNamed(each.rule) !== undefined;
    const enabled = each.rule === undefined || !known || settings.isEnabled(each.rule);
    if (!used.has(each) && each.at && enabled) kept.push(unused(each, known, each.at, settings));
  }
  return kept;
}

function unused(suppression: Suppression, known: boolean, at: Place, settings: Settings): Finding {
  const similar = known
    ? undefined
    : nearest(
        suppression.rule ?? '',
        RULES.map((each) => each.id),
      );
  const data = {
    token: suppression.token,
    name: suppression.rule ?? '',
    hint: similar === undefined ? '' : ` (did you mean \`${similar}\`?)`,
  };
  return findingOf(unusedSuppression, { message: known ? 'unused' : 'unknown', data, at }, settings);
}

/** `# nbship: ignore[a, b]` at a line's end, on its own above a line, or `ignore-cell` anywhere in the cell. */
const COMMENT = /#[ \t]*(nbship:[ \t]*(ignore|ignore-cell)(?:\[([^\]\n]*)\])?)(?=$|[ \t#])/gm;

function fromComments(cell: Cell): Suppression[] {
  if (cell.kind !== 'code' || !cell.source.includes('nbship:')) return [];
  return [...cell.source.matchAll(COMMENT)].flatMap((match) => {
    const [whole, token = '', scope, list] = match;
    const span: Span = { start: match.index, end: match.index + whole.length };
    const covered = scope === 'ignore-cell' ? { start: 0, end: cell.source.length + 1 } : coveredBy(cell.source, span);
    const rules = list === undefined ? [undefined] : list.split(',').map((each) => each.trim());
    return rules.map((rule) => ({
      token,
      rule,
      at: { cell: cell.index, span },
      covers: (place: Place) => place.cell === cell.index && place.span.start >= covered.start && place.span.start <= covered.end,
    }));
  });
}

/** The comment's own line, or the next line where nothing else stands on its own. */
function coveredBy(source: string, span: Span): Span {
  const start = source.lastIndexOf('\n', span.start - 1) + 1;
  const end = lineEnd(source, span.end);
  if (source.slice(start, span.start).trim() !== '') return { start, end };
  return { start, end: lineEnd(source, Math.min(end + 1, source.length)) };
}

function lineEnd(source: string, from: number): number {
  const end = source.indexOf('\n', from);
  return end === -1 ? source.length : end;
}

/** The cell tags `nbship-ignore` and `nbship-ignore-<rule>`. */
function fromTags(cell: Cell): Suppression[] {
  return cell.tags
    .filter((tag) => tag === 'nbship-ignore' || tag.startsWith('nbship-ignore-'))
    .map((tag) => ({
      token: tag,
      rule: tag === 'nbship-ignore' ? undefined : tag.slice('nbship-ignore-'.length),
      at: { cell: cell.index, span: { start: 0, end: 0 } },
      covers: (place: Place) => place.cell === cell.index,
    }));
}

/** The notebook metadata `{"nbship": {"ignore": ["unpinned-import"]}}`. */
function fromMetadata(model: Model): Suppression[] {
  const ours = model.notebook.metadata['nbship'];
  const ignore: unknown = typeof ours === 'object' && ours !== null && 'ignore' in ours ? ours.ignore : undefined;
  if (!Array.isArray(ignore)) return [];
  return ignore
    .filter((each): each is string => typeof each === 'string')
    .map((rule) => ({ token: rule, rule, at: undefined, covers: () => true }));
}
