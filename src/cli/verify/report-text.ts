// A verification in words.

import type { ComparedValue, Verdict } from './compare.ts';
import type { Outcome, Verification } from './verification.ts';

export const OUTCOMES: Readonly<Record<Outcome, string>> = {
  equal: 'EQUAL: every compared value is the same, bit for bit',
  close: 'EQUAL WITHIN TOLERANCE: no value differs by more than the tolerance',
  different: 'DIFFERENT: the pipeline does not compute what the notebook computes',
  unsteady: 'UNSTEADY: the notebook gives other values each time it runs, so there is nothing to be equal to',
  failed: 'NOT COMPARED: one side could not be run to its end',
};

export const VERDICTS: Readonly<Record<Verdict, string>> = {
  equal: 'equal, bit for bit',
  close: 'equal within tolerance',
  different: 'DIFFERENT',
  unsteady: 'unsteady: another value each time the notebook runs',
  missing: 'on one side only',
};

/** The groups of a verification's values, in order: stages, predictions, metrics. */
export function groupsOf(values: readonly ComparedValue[]): ReadonlyMap<string, readonly ComparedValue[]> {
  const groups = new Map<string, ComparedValue[]>();
  for (const each of values) groups.set(each.group, [...(groups.get(each.group) ?? []), each]);
  return groups;
}

export function verificationText(verification: Verification): string {
  const lines: string[] = [];
  for (const [group, values] of groupsOf(verification.values)) {
    lines.push(`${group}: ${summary(values)}`);
    for (const each of values) if (each.verdict !== 'equal') lines.push(...differenceText(each));
  }
  if (verification.values.length > 0 && verification.again.length > 0) {
    const other = verification.again.filter((each) => each.verdict !== 'equal');
    lines.push(
      other.length === 0
        ? `pipeline twice: ${verification.again.length} of ${verification.again.length} values equal, bit for bit`
        : `pipeline twice: ${other.length} of ${verification.again.length} values DIFFER`,
      ...other.flatMap(differenceText),
    );
  }
  for (const each of verification.outputs ?? [])
    lines.push(
      `saved output of cell ${each.cell}: ${each.name} = ${each.value} ${each.shown === undefined ? 'is NOT among the numbers it shows' : `is shown as ${each.shown}`}`,
    );
  if (verification.failure) lines.push(`the ${verification.failure.side} stops: ${verification.failure.error}`);
  lines.push('', 'The notebook was run with these additions:', ...verification.repairs.map((each) => `  ${each}`));
  if (verification.notRun.length > 0)
    lines.push(
      'Statements that the export drops, and that fail here:',
      ...verification.notRun.map((each) => `  cell ${each.cell}: ${each.source.split('\n')[0] ?? ''}  (${each.error})`),
    );
  const { environment, tolerance } = verification;
  lines.push(
    `Python ${environment.python}, ${environment.told}; tolerance ${tolerance.rel} (relative)`,
    '',
    OUTCOMES[verification.outcome],
  );
  return `${lines.join('\n')}\n`;
}

function summary(values: readonly ComparedValue[]): string {
  const equal = values.filter((each) => each.verdict === 'equal').length;
  return `${equal} of ${values.length} ${values.length === 1 ? 'value' : 'values'} equal, bit for bit`;
}

function differenceText(each: ComparedValue): readonly string[] {
  const { first } = each;
  const far = first?.rel === undefined ? '' : `, at most ${first.abs} apart (relative ${first.rel})`;
  return [
    `  ${each.name}: ${VERDICTS[each.verdict]}${far}`,
    ...(first ? [`    first at ${each.name}${first.path}: notebook ${first.notebook}, pipeline ${first.pipeline}`] : []),
  ];
}
