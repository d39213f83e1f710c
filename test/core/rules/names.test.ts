// The rules about missing names: where they stand, what they say, and which cells they offer to move.

import { describe, expect, test } from 'vitest';

import { applied, findingsIn, fixed } from './ruled.ts';

const undefinedNames = (percent: string) => findingsIn('undefined-name', percent);
const early = (percent: string) => findingsIn('use-before-definition', percent);

describe('undefined-name', () => {
  test('suggests the nearest name of the notebook, and none that is far', () => {
    expect(undefinedNames('# %%\nX_train = 1\nprint(X_trian)')[0]?.how).toContain('Did you mean `X_train`?');
    expect(undefinedNames('# %%\nX_train = 1\nprint(threshold)')[0]?.how).not.toContain('Did you mean');
  });

  test('speaks of the session only where there was one', () => {
    const [ran] = undefinedNames('# %% [3]\nprint(x)');
    expect(ran?.why).toContain('in the session that made the outputs');
    expect(ran?.how).toContain('2 runs');
    expect(ran?.how).toContain('probably the one that made `x`');
    const [never] = undefinedNames('# %%\nprint(x)');
    expect(never?.why).toBe('Restart and Run All stops here with a NameError.');
    expect(never?.how).not.toContain('execution counts');
  });

  test('stands at the call that fails, with the way to the read', () => {
    const source = '# %%\ndef inner():\n    return gone\ndef outer():\n    return inner()\n# %%\nouter()';
    const [finding] = undefinedNames(source);
    expect(finding).toMatchObject({ key: 'called', at: { cell: 1, span: { start: 0, end: 7 } }, data: { name: 'gone' } });
    expect(finding?.related.map((each) => each.message)).toEqual(['which calls this', '`gone` is read here']);
  });

  test('leaves what was deleted to the rule for it, which says where', () => {
    const source = '# %% [1]\ndf = 1\n# %% [2]\ndel df\n# %% [3]\nprint(df)';
    expect(undefinedNames(source)).toEqual([]);
    const [finding] = findingsIn('use-after-deletion', source);
    expect(finding).toMatchObject({ key: 'used', at: { cell: 2 } });
    expect(finding?.related).toMatchObject([{ at: { cell: 1 }, message: 'deleted here, in cell 2, executed as [2]' }]);
  });

  test('tells a local that is read too early from a notebook variable', () => {
    expect(undefinedNames('# %%\ncount = 0\ndef add():\n    count += 1\nadd()')[0]?.key).toBe('local');
  });

  test('is silent in a cell that is more text than Python, and not in one with a broken line', () => {
    expect(undefinedNames("# %%\ncopy table from 's3://x'\ncredentials 'XXX'\ncsv;")).toEqual([]);
    expect(undefinedNames('# %%\nprint(csv)\nprint(other)\nx = = 1').map((each) => each.data['name'])).toEqual(['csv', 'other']);
    expect(undefinedNames("# %%\ncopy table from 's3://x'\ncsv\n# %%\nprint(csv)")).toMatchObject([{ at: { cell: 1 } }]);
  });

  test('is silent on a name that a later cell defines, and after a star import', () => {
    expect(undefinedNames('# %%\nprint(x)\n# %%\nx = 1')).toEqual([]);
    expect(undefinedNames('# %%\nfrom somewhere import *\nprint(x)')).toEqual([]);
  });
});

describe('use-before-definition', () => {
  test('names the cell and its count', () => {
    const [finding] = early('# %% [2]\nprint(x)\nprint(x)\n# %% [1]\nx = 1');
    expect(finding?.message).toBe('`x` is used here (2 times in all), but only cell 2, executed as [1] below defines it.');
    expect(finding).toMatchObject({ data: { name: 'x', uses: 2 }, related: [{ at: { cell: 1, span: { start: 0, end: 1 } } }] });
  });

  test('tells a call from a use, and the same cell from another', () => {
    expect(early('# %%\ndef f():\n    return x\nf()\n# %%\nx = 1')[0]).toMatchObject({ key: 'called', at: { cell: 0 } });
    const [same] = early('# %%\nprint(x)\nx = 1');
    expect(same?.key).toBe('same');
    expect(same?.fix).toBeUndefined();
  });

  test('moves a cell whose own names are there, past cells that do not meddle', () => {
    const source = '# %%\na = 1\n# %%\nprint(b)\n# %%\nprint(a)\n# %%\nb = a + 1';
    expect(fixed('use-before-definition', source).trim()).toBe('# %%\na = 1\n# %%\nb = a + 1\n\n# %%\nprint(b)\n# %%\nprint(a)');
  });

  test('moves the using cell down, where the other may not come up', () => {
    const source = '# %%\nprint(b)\n# %%\na = 1\n# %%\nb = a + 1\n# %%\nprint(a)';
    expect(early(source)[0]?.fix?.title).toBe('Move cell 1 below cell 3');
    const once = fixed('use-before-definition', source);
    expect(once.replaceAll('\n\n', '\n').trim()).toBe('# %%\na = 1\n# %%\nb = a + 1\n# %%\nprint(b)\n# %%\nprint(a)');
    expect(early(once)).toEqual([]);
  });

  test('comes to an order without a missing name, fix by fix', () => {
    let source = '# %%\nprint(d)\n# %%\nd = c + b\n# %%\nc = b\n# %%\nb = 1';
    for (let round = 0; round < 6 && early(source).length > 0; round++) source = applied(source, early(source)[0]?.fix?.edits ?? []);
    expect(early(source)).toEqual([]);
    expect(undefinedNames(source)).toEqual([]);
  });

  test('names the cells that need each other', () => {
    const source = '# %%\nprint(b)\na = 1\n# %%\nb = a';
    expect(early(source)[0]?.fix).toBeUndefined();
    expect(early(source)[0]?.how).toContain('No order of the cells serves all: cell');
  });

  test('offers no move that leaves the name missing, or makes another one miss', () => {
    const called = '# %%\ndef f():\n    return b\nf()\n# %%\nb = f';
    expect(early(called)[0]?.fix).toBeUndefined();
    const needed = '# %%\nprint(b)\nc = 1\n# %%\nprint(c)\n# %%\nb = 1\nprint(c)';
    expect(early(needed)[0]?.fix).toBeUndefined();
  });

  test.each([
    ['needs what is bound between, under a cell whose names are read there', '# %%\nc = b\n# %%\na = c\n# %%\nb = a + 1'],
    ['rebinds what is read between', '# %%\na = 1\n# %%\nprint(b)\nprint(a)\n# %%\na, b = 2, 3'],
    ['rebinds what is bound between', '# %%\nprint(b)\na = 1\n# %%\na, b = 2, 3'],
    ['hides a builtin that is read between', '# %%\nprint(b)\nprint(max(1, 2))\n# %%\nb = 1\nmax = 3'],
    ['draws numbers that are drawn between', '# %%\nimport random\n# %%\nprint(b)\nrandom.random()\n# %%\nb = random.random()'],
    ['changes an object that is read between', '# %%\nrows = []\n# %%\nprint(b)\nprint(rows)\n# %%\nb = rows.append(1)'],
  ])('does not move a cell that %s', (_why, source) => {
    const [finding] = early(source);
    expect(finding?.data['name']).toBe('b');
    expect(finding?.fix).toBeUndefined();
  });
});
