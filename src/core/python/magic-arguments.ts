// The argument of a magic: its options, the names it binds, the functions it names.

import type { Span } from '../text/span.ts';
import { type CodeOptions, pylabNames } from './magic-names.ts';

const identifier = /^[A-Za-z_]\w*$/;

/** How many characters of `-n 10 -r3 f(x)` are options and blanks before the code. */
export function optionsLength(argument: string, options: CodeOptions): number {
  let at = 0;
  for (;;) {
    const rest = argument.slice(at);
    const blanks = /^\s*/.exec(rest)?.[0].length ?? 0;
    const option = optionAt(rest.slice(blanks), options);
    if (option === 0) return at + blanks;
    at += blanks + option;
  }
}

function optionAt(text: string, options: CodeOptions): number {
  const long = /^--[a-z][\w-]*(?:=\S*)?(?=\s|$)/.exec(text);
  if (long !== null) return long[0].length;
  const short = /^-([A-Za-z]+)(?=[\s\d.'"]|$)/.exec(text);
  const letters = short?.[1] ?? '';
  if (letters === '') return 0;
  const first = letters[0] ?? '';
  if (options.valued.includes(first)) {
    const value = /^-[A-Za-z](?:\S+|\s+\S+)/.exec(text);
    return value?.[0].length ?? text.length;
  }
  return letters.split('').every((each) => options.flags.includes(each)) ? letters.length + 1 : 0;
}

/** The functions that `%lprun -f train` and `%mprun -f train` look up. */
export function functionUses(argument: string, at: number, options: CodeOptions): { name: string; span: Span }[] {
  if (options.functions === undefined) return [];
  const head = argument.slice(0, optionsLength(argument, options));
  const uses: { name: string; span: Span }[] = [];
  for (const match of head.matchAll(/-f\s*([A-Za-z_]\w*)/g)) {
    const name = match[1] ?? '';
    const start = at + match.index + match[0].length - name.length;
    uses.push({ name, span: { start, end: start + name.length } });
  }
  return uses;
}

/** Names a magic binds in the notebook's namespace, for the magics that are known to. */
export function bindsOf(kind: 'line' | 'cell', name: string, argument: string): readonly string[] {
  const words = argument.split(/\s+/).filter((each) => each !== '');
  const plain = words.filter((each) => !each.startsWith('-'));
  switch (name) {
    case 'capture':
      return plain.slice(0, 1).filter((each) => identifier.test(each));
    case 'store':
      return words.includes('-r') ? plain.filter((each) => identifier.test(each)) : [];
    case 'sql':
    case 'sqlite':
    case 'duckdb':
    case 'dql':
      return [/^(?:.*\s)?([A-Za-z_]\w*)\s*=?\s*<<(?:\s|$)/.exec(argument)?.[1], ...valuesOf(words, ['--save', '-o', '--output'])].filter(
        isName,
      );
    case 'bigquery':
      return kind === 'cell' ? words.slice(0, 1).filter((each) => identifier.test(each)) : [];
    case 'bash':
    case 'sh':
    case 'script':
    case 'perl':
    case 'ruby':
    case 'python':
    case 'python2':
    case 'python3':
    case 'pypy':
      return valuesOf(words, ['--out', '--err', '--proc']);
    case 'R':
    case 'julia':
    case 'octave':
    case 'spark':
      return valuesOf(words, ['-o', '--output']);
    case 'Rpull':
    case 'macro':
      return (name === 'macro' ? plain.slice(0, 1) : plain).filter((each) => identifier.test(each));
    case 'pylab':
      return pylabNames;
    default:
      return [];
  }
}

function isName(text: string | undefined): text is string {
  return text !== undefined && identifier.test(text);
}

/** The names behind options: `--out lines`, `-o a,b`. */
function valuesOf(words: readonly string[], options: readonly string[]): string[] {
  const names: string[] = [];
  words.forEach((word, at) => {
    const [option = '', value = words[at + 1] ?? ''] = word.split('=', 2);
    if (options.includes(option)) names.push(...value.split(',').filter((each) => identifier.test(each)));
  });
  return names;
}
