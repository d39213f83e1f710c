// Makes cells and files that nobody would write: real ones mutated, and tokens in any order.

import type { Random } from './random.ts';

const TOKENS =
  'x y df np pd self i 0 1 1e999 0x 10**10**10 "a" \'b\' """ \'\'\' f"{ }" rb"\\x" = == += := ( ) [ ] { } : , . ; \\ @ * ** -> ~ - + / // % %% ! ? ?? # $ ` \t \f \r \n \n \n  \n    \n\t if elif else: for in while try: except except* finally: with as def f(x): class A: lambda return yield await async import from global nonlocal del pass break continue raise assert match case _ not and or is None True print %time %%time %matplotlib !ls %run %cd %%bash %load get_ipython() exec( globals() .fit(x) .append(x) .loc[ .drop( np.random.seed(0) pd.read_csv("a.csv") train_test_split( import\u00a0x \u0000 \ud800 \udc00 \u{1d400} \ufeff é ﬁ __proto__ constructor toString # nbship: ignore[ ]'.split(
    ' ',
  );

/** Texts that stand in for a value of JSON. */
const VALUES = [
  'null',
  '1e999',
  '-0',
  '""',
  '[]',
  '{}',
  '[[]]',
  '"\\ud800"',
  '"\\u0000"',
  'NaN',
  '-Infinity',
  'true',
  '{"__proto__":1}',
  '["x",1]',
] as const;

/** Tokens of Python and IPython in any order. */
export function tokenCell(random: Random): string {
  return Array.from({ length: 1 + random.below(40) }, () => random.pick(TOKENS)).join(random.chance(0.7) ? ' ' : '');
}

/** A text with a few mutations: cut, doubled, swapped, sprinkled, spliced with another. */
export function mutated(text: string, other: string, random: Random): string {
  let result = text;
  for (let times = 1 + random.below(4); times > 0; times -= 1) result = once(result, other, random);
  return result;
}

function once(text: string, other: string, random: Random): string {
  const b = random.below(text.length + 1);
  const a = random.below(b + 1);
  switch (random.below(9)) {
    case 0:
      return text.slice(0, a);
    case 1:
      return text.slice(a);
    case 2:
      return text.slice(0, a) + text.slice(Math.min(b, a + 20));
    case 3:
      return text.slice(0, a) + random.pick(TOKENS) + text.slice(a);
    case 4:
      return text.slice(0, b) + text.slice(a, Math.min(b, a + 200)) + text.slice(b);
    case 5:
      return text.slice(0, a) + other.slice(random.below(other.length + 1)).slice(0, 200) + text.slice(a);
    case 6:
      return linesOf(text, random);
    case 7:
      return text.slice(0, a) + String.fromCharCode(random.below(random.chance(0.9) ? 128 : 65_536)) + text.slice(a + 1);
    default:
      return text.slice(0, a) + random.pick(TOKENS).repeat(1 + random.below(random.chance(0.05) ? 2000 : 8)) + text.slice(a);
  }
}

/** Lines moved, indented or taken out. */
function linesOf(text: string, random: Random): string {
  const lines = text.split('\n');
  const at = random.below(lines.length);
  const line = lines[at] ?? '';
  if (random.chance(0.3)) lines.splice(at, 1);
  else if (random.chance(0.5)) lines.splice(random.below(lines.length), 0, line);
  else lines[at] = `${random.pick(['    ', '\t', ' ', 'if x:\n', '# '])}${line}`;
  return lines.join('\n');
}

/** The text of a notebook with values of its JSON replaced, and then perhaps its bytes mutated. */
export function mutatedFile(text: string, other: string, random: Random): string {
  if (random.chance(0.4)) return mutated(text, other, random);
  const colons = [...text.matchAll(/:\s*/g)].map((each) => each.index + each[0].length);
  let result = text;
  for (let times = 1 + random.below(3); times > 0 && colons.length > 0; times -= 1) {
    const at = random.pick(colons);
    const end = /[,}\n]/.exec(result.slice(at))?.index ?? 0;
    result = result.slice(0, at) + random.pick(VALUES) + result.slice(at + end);
  }
  return result;
}
