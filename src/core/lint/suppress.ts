// Suppression: comments, cell tags and notebook metadata that hide findings, and those that hide none.

import type { Settings } from '../config/settings.ts';
import type { Cell } from '../notebook/notebook.ts';
import { nearest } from '../rules/nearest.ts';
import { RULES, ruleNamed } from '../rules/index.ts';
import type { Finding } from '../rules/rule.ts';
import { unusedSuppression } from '../rules/unused-suppression.ts';
import type { Model } from '../semantics/model.ts';
import type { Place } from '../text/span.ts';
import { fromComments, type Suppression } from './comments.ts';
import { findingOf } from './finding.ts';

/** Takes out what is suppressed, and adds a finding for each suppression that hid nothing. */
export function suppress(model: Model, findings: readonly Finding[], settings: Settings): Finding[] {
  const suppressions: readonly Suppression[] = [
    ...fromMetadata(model),
    ...model.notebook.cells.flatMap(fromTags),
    ...model.modules.flatMap(fromComments),
  ];
  if (suppressions.length === 0) return [...findings];
  const used = new Set<Suppression>();
  const kept = findings.filter((finding) => {
    const hiding = suppressions.filter((each) => (each.rule === undefined || each.rule === finding.rule) && each.covers(finding.at));
    for (const each of hiding) used.add(each);
    return hiding.length === 0;
  });
  if (!settings.isEnabled(unusedSuppression.id)) return kept;
  const hiders = suppressions.filter((each) => each.rule === unusedSuppression.id);
  for (const each of suppressions) {
    const { at } = each;
    const known = each.rule === undefined || ruleNamed(each.rule) !== undefined;
    const enabled = each.rule === undefined || !known || settings.isEnabled(each.rule);
    if (used.has(each) || !at || !enabled || each.rule === unusedSuppression.id || hiders.some((other) => other.covers(at))) continue;
    kept.push(unused(each, known, at, settings));
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
  // A name that is no rule's was meant for one.
  const edit = known ? suppression.removal : undefined;
  const fix = edit && ({ title: `Take \`${suppression.token}\` out`, kind: 'safe', edits: [edit] } as const);
  return findingOf(unusedSuppression, { message: known ? 'unused' : 'unknown', data, at, ...(fix ? { fix } : {}) }, settings);
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
