// Leaks between train and test: labelled small cases, half of them sound though they look like leaks, and what a leak does to a score.

import { describe, expect, test } from 'vitest';

import type { Finding } from '../../../src/core/rules/rule.ts';
import { LEAKS, SOUND, SPLIT, START, TRAIN, type Case, type Rule } from './leakage-cases.ts';
import { findingsIn } from './ruled.ts';

const RULES: readonly Rule[] = ['leakage-preprocessing', 'leakage-overlap', 'leakage-test-tuning', 'leakage-target'];

const found = ({ code }: Case): readonly Finding[] => RULES.flatMap((rule) => findingsIn(rule, `# %%\n${START}# %%\n${code}`));

describe(`${LEAKS.length} leaks, each found by its rule alone`, () => {
  test.each(LEAKS.map((each) => [`${each.rule}: ${each.what}`, each] as const))('%s', (_, each) => {
    expect(found(each).map((one) => one.rule)).toEqual([each.rule]);
  });
});

describe(`${SOUND.length} sound ones that look like leaks, of which no rule speaks`, () => {
  test.each(SOUND.map((each) => [`${each.rule}: ${each.what}`, each] as const))('%s', (_, each) => {
    expect(found(each).map((one) => `${one.rule}: ${one.message}`)).toEqual([]);
  });
});

describe('the messages', () => {
  test('say which line splits, and what to do', () => {
    const [finding] = findingsIn(
      'leakage-preprocessing',
      `# %%\n${START}# %%\nX = StandardScaler().fit_transform(X)\n# %%\n${SPLIT}${TRAIN}`,
    );
    expect(finding).toMatchObject({
      message: '`StandardScaler` is fitted on all rows, and cell 3 below splits some of them off to test with.',
      at: { cell: 1 },
      related: [{ at: { cell: 2 }, message: 'split here' }],
    });
    expect(finding?.how).toContain('`Pipeline`');
  });
});
