// Python names that IPython puts into a shell command or a magic's argument: `{name}` and `$name`.

import type { Span } from '../text/span.ts';
import { parsePython } from './grammar.ts';
import { descendantsOf } from './walk.ts';

/** The names used in a stretch of text, with their places; what is no Python inside braces (awk, json) names nothing. */
export function expansionsIn(text: string, from: number, to: number): readonly { readonly name: string; readonly span: Span }[] {
  const stretch = text.slice(from, to);
  if (!/[{$]/.test(stretch)) return [];
  const uses: { name: string; span: Span }[] = [];
  for (const match of stretch.matchAll(/(\$?)\{([^{}\n]+)\}(\}?)|(\$\$?)([A-Za-z_]\w*)/g)) {
    const [, dollar, field, doubled, sign, name] = match;
    if (field !== undefined && doubled === '' && stretch[match.index - 1] !== '{') {
      uses.push(...namesIn(field, from + match.index + (dollar ?? '').length + 1));
    } else if (name !== undefined && sign === '$' && !isQuoted(stretch, match.index)) {
      const start = from + match.index + 1;
      uses.push({ name, span: { start, end: start + name.length } });
    }
  }
  return uses;
}

/** As IPython: a `$` with an odd number of single quotes behind it stays as it is. */
function isQuoted(text: string, at: number): boolean {
  return (text.slice(at).split("'").length - 1) % 2 === 1;
}

function namesIn(field: string, at: number): { name: string; span: Span }[] {
  const expression = field.replace(/(?:![rsa])?(?::[^\]})'"]*)?$/, '');
  const parsed = parsePython(`(${expression})`);
  if (!parsed.ok || parsed.body.length !== 1) return [];
  const names: { name: string; span: Span }[] = [];
  for (const statement of parsed.body) {
    for (const node of descendantsOf(statement)) {
      if (node.nodeType !== 'Name' || !('id' in node) || typeof node.id !== 'string') continue;
      // Characters before the name are ASCII in all but freak cases; the name itself is looked up from there.
      const start = expression.indexOf(node.id, Math.max(0, Math.min((node.col_offset ?? 1) - 1, expression.length)));
      const found = start === -1 ? expression.indexOf(node.id) : start;
      if (found !== -1) names.push({ name: node.id, span: { start: at + found, end: at + found + node.id.length } });
    }
  }
  return names;
}
