// Indenting moves code and leaves the inside of strings alone.

import { describe, expect, test } from 'vitest';

import { indented } from '../../../src/core/render/indented.ts';

describe('indented', () => {
  test('moves every line that is code', () => {
    expect(indented('if x:\n    y = 1\n\nz = 2', '    ')).toBe('    if x:\n        y = 1\n\n    z = 2');
  });

  test.each([
    ['a triple-quoted string', 'x = """a\n  b\nc"""\ny = 1', '    x = """a\n  b\nc"""\n    y = 1'],
    ['a quote in a comment', "# it's\nx = 1", "    # it's\n    x = 1"],
    ['a hash in a string', 'x = "# \'"\ny = 1', '    x = "# \'"\n    y = 1'],
    ['an escaped quote', "x = 'a\\'b'\ny = 1", "    x = 'a\\'b'\n    y = 1"],
    ['a prefix', "x = rb'''a\nb'''\ny = 1", "    x = rb'''a\nb'''\n    y = 1"],
    ['a word that ends like a prefix', "xr = f('a')\ny = 1", "    xr = f('a')\n    y = 1"],
    ['a field with a string of the other quote', 'x = f"{d[\'a\']}"\ny = 1', '    x = f"{d[\'a\']}"\n    y = 1'],
    ['a field over lines', "x = f'''{\na}\nb'''\ny = 1", "    x = f'''{\na}\nb'''\n    y = 1"],
    ['doubled braces', "x = f'{{'\ny = 1", "    x = f'{{'\n    y = 1"],
    ['a continued string', "x = 'a\\\nb'\ny = 1", "    x = 'a\\\nb'\n    y = 1"],
  ])('leaves alone: %s', (_, source, expected) => {
    expect(indented(source, '    ')).toBe(expected);
  });
});
