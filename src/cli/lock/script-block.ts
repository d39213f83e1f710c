// Writes a PEP 723 block, or pins the requirements of one that is there; all else in it stays.

import { parseRequirement } from '../../core/project/requirement.ts';
import { isSame } from './requirements.ts';

/** A new block. */
export function newBlock(requirements: readonly string[], requiresPython: string): string {
  return [
    '# /// script',
    `# requires-python = ${JSON.stringify(requiresPython)}`,
    '# dependencies = [',
    ...requirements.map((each) => `#     ${JSON.stringify(each)},`),
    '# ]',
    '# ///',
  ].join('\n');
}

/** A block with its requirements at the versions that they are to have, and with those that it lacks. */
export function pinnedBlock(
  block: string,
  versionOf: (distribution: string) => string | undefined,
  missing: readonly string[],
): string | undefined {
  const list = /^# ?dependencies\s*=\s*\[/m.exec(block);
  const from = list ? list.index + list[0].length : block.length;
  const to = list ? closingOf(block, from) : undefined;
  if (!list || to === undefined) return undefined;
  const inside = block
    .slice(from, to)
    .replace(
      /^(#[^"'\n]*)?$|"([^"\n]*)"|'([^'\n]*)'/gm,
      (whole: string, _comment: string | undefined, double?: string, single?: string) => {
        const written = double ?? single;
        const pinned = written === undefined ? undefined : pinnedAt(written, versionOf);
        return pinned === undefined ? whole : `${whole[0] ?? '"'}${pinned}${whole.at(-1) ?? '"'}`;
      },
    );
  return block.slice(0, from) + withMore(inside, missing) + block.slice(to);
}

/** The bracket that ends the list, over strings that hold brackets (`pandas[excel]`) and comments. */
function closingOf(text: string, from: number): number | undefined {
  for (const match of text.slice(from).matchAll(/"[^"\n]*"|'[^'\n]*'|(?<=\S[^\n]*)#[^\n]*|\]/g))
    if (match[0] === ']') return from + match.index;
  return undefined;
}

function pinnedAt(written: string, versionOf: (distribution: string) => string | undefined): string | undefined {
  const requirement = parseRequirement(written);
  const version = requirement && versionOf(requirement.distribution);
  if (!requirement || version === undefined || isSame(requirement.version, version) || written.includes('@')) return undefined;
  const [, name = '', marker = ''] = /^([A-Za-z0-9][\w.-]*\s*(?:\[[^\]]*\])?)[^;]*(;.*)?$/.exec(written) ?? [];
  return `${name.trimEnd()}==${version}${marker === '' ? '' : ` ${marker}`}`;
}

function withMore(inside: string, missing: readonly string[]): string {
  if (missing.length === 0) return inside;
  const [, last = ''] = /\n#([ \t]*)[^\n]*\n#[ \t]*$/.exec(inside) ?? [];
  const isLines = inside.includes('\n');
  const body = inside.replace(/\s*(\n#[ \t]*)?$/, '');
  const tail = inside.slice(body.length);
  const comma = body.trim() === '' || body.trim() === '#' || /,\s*(#[^\n]*)?$/.test(body) ? '' : ',';
  const indent = last === '' ? '     ' : last;
  if (isLines)
    return `${body}${comma}${missing.map((each) => `\n#${indent}${JSON.stringify(each)},`).join('')}${tail === '' ? '\n# ' : tail}`;
  return `${body}${comma}${body.trim() === '' ? '' : ' '}${missing.map((each) => JSON.stringify(each)).join(', ')}${tail}`;
}
