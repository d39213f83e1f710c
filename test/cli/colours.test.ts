// When output is coloured.

import { expect, test } from 'vitest';

import { usesColour } from '../../src/cli/colours.ts';

test.each([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [false, { FORCE_COLOR: '1' }, true],
  [false, { FORCE_COLOR: '' }, true],
  [true, { FORCE_COLOR: '0' }, false],
  [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  [false, { CLICOLOR_FORCE: '1' }, true],
  [false, { CLICOLOR_FORCE: '0' }, false],
  [true, { CLICOLOR: '0' }, false],
  [true, { TERM: 'dumb' }, false],
])('on a terminal: %s, with %j: %s', (isTerminal, env, expected) => {
  expect(usesColour({ isTerminal, env }, 'auto')).toBe(expected);
  expect(usesColour({ isTerminal, env }, 'always')).toBe(true);
  expect(usesColour({ isTerminal, env }, 'never')).toBe(false);
});
