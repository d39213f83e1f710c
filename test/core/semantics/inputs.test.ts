// Which cell feeds which, which are stale, and what only the kernel still knows.

import { expect, test } from 'vitest';

import { modelOf, readNotebook } from '../../../src/cli/analyse.ts';
import { inputsOf } from '../../../src/core/semantics/inputs.ts';
import { kernelNameOf } from '../../../src/core/semantics/kernel.ts';
import type { Model } from '../../../src/core/semantics/model.ts';
import type { LiveFacts } from '../../../src/core/semantics/ports.ts';
import { staleCells } from '../../../src/core/semantics/staleness.ts';

/** A notebook in percent format, `# %% [7]` for a cell that ran as [7]. */
function modelFrom(text: string, live?: LiveFacts): Model {
  const result = readNotebook('a.py', text);
  if (result.kind !== 'notebook') throw new Error('no notebook');
  return modelOf(result.notebook, live ? { live } : {});
}

function liveFacts(ran: Readonly<Record<number, string>>, gone: readonly string[] = []): LiveFacts {
  const seen = Object.entries(ran).map(([cell, source]) => [Number(cell), { source, count: Number(cell) + 1 }] as const);
  return { ran: new Map(seen), gone: gone.map((source, at) => ({ source, count: 90 + at })) };
}

const FRAMES = `# %% [1]
import pandas as pd
# %% [2]
train = pd.DataFrame({"a": [1]})
test = pd.DataFrame({"a": [2]})
# %% [3]
for each in [train, test]:
    each["b"] = each["a"] * 2
# %% [4]
print(train["b"], test)
`;

test('follows names and what is changed in place, and leaves imports out', () => {
  const arrows = inputsOf(modelFrom(FRAMES)).map((each) => `${each.provider}>${each.cell} ${each.names.join(' ')}`);
  expect(arrows).toEqual(['1>2 train test', '1>3 train test', '2>3 train test']);
});

test('an edited cell is stale, and all that depends on it', () => {
  const text = '# %% [1]\na = 1\n# %% [2]\nb = a + 1\n# %% [3]\nprint(b)\n# %% [4]\nprint("apart")\n';
  const stale = staleCells(modelFrom(text, liveFacts({ 0: 'a = 5', 1: 'b = a + 1', 2: 'print(b)', 3: 'print("apart")' })));
  expect(stale.map((each) => `${each.cell} ${each.kind}`)).toEqual(['0 edited', '1 upstream', '2 upstream']);
});

test('comments and empty lines make nothing stale', () => {
  const text = '# %% [1]\n# the number\na = 1\n\n\n';
  expect(staleCells(modelFrom(text, liveFacts({ 0: 'a = 1  ' })))).toEqual([]);
});

test('a cell without a count is not stale', () => {
  expect(staleCells(modelFrom('# %%\na = 1\n', liveFacts({ 0: 'a = 2' })))).toEqual([]);
});

test('the kernel keeps names of cells that were deleted or edited', () => {
  const model = modelFrom('# %% [1]\nb = 1\n# %% [7]\nprint(a, c, d)\n', liveFacts({ 0: 'a = 1' }, ['c = 3', 'def f():\n    d = 1']));
  expect(kernelNameOf(model, 'a')).toEqual({ count: 1, cell: 0 });
  expect(kernelNameOf(model, 'c')).toEqual({ count: 90, cell: undefined });
  expect(kernelNameOf(model, 'd')).toBeUndefined();
});
