// The abstract run on names: scopes, calls, branches and what opens the namespace.

import { describe, expect, test } from 'vitest';

import { CASES } from './cases.ts';
import { failingNames, modelOf } from './modelled.ts';

describe('names in one cell', () => {
  test.each(CASES)('%j', (source, names) => {
    expect(failingNames(modelOf(source))).toEqual(names === '' ? [] : names.split(' ').map((each) => `${each}@0`));
  });
});
