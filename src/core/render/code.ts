// Small pieces of Python layout that several generated files share.

const WIDEST = 100;

/** `open + parts + close` on one line, or one part a line where that is too long. */
export function wrapped(open: string, parts: readonly string[], close: string): string {
  const flat = `${open}${parts.join(', ')}${close}`;
  if (flat.length <= WIDEST || parts.length === 0) return flat;
  return `${open}\n${parts.map((each) => `    ${each},\n`).join('')}${close}`;
}

/** Import lines once each, in three groups as isort has them: `__future__` and the standard library, others, this package's own. */
export function importBlock(lines: Iterable<string>): string {
  const groups: string[][] = [[], [], []];
  for (const line of new Set(lines)) groups[groupOf(line)]?.push(line);
  return groups
    .filter((each) => each.length > 0)
    .map((each) => merged(each).join('\n'))
    .join('\n\n');
}

const STANDARD = new Set(
  (
    'abc ast asyncio base64 bisect builtins calendar collections concurrent contextlib copy csv dataclasses datetime decimal enum fractions functools gc glob gzip ' +
    'hashlib heapq html http importlib inspect io itertools json locale logging math multiprocessing operator os pathlib pickle platform pprint queue random re ' +
    'secrets shutil signal socket sqlite3 statistics string struct subprocess sys tarfile tempfile textwrap threading time timeit traceback types typing unicodedata ' +
    'urllib uuid warnings weakref xml zipfile zlib __future__'
  ).split(' '),
);

function groupOf(line: string): number {
  const module = /^(?:from|import)\s+(\S+)/.exec(line)?.[1] ?? '';
  if (module.startsWith('.')) return 2;
  return STANDARD.has(module.split('.')[0] ?? '') ? 0 : 1;
}

/** Sorted, `import x` first; several `from m import a` of one module become one line. */
function merged(lines: readonly string[]): readonly string[] {
  const plain = lines.filter((each) => each.startsWith('import '));
  const byModule = new Map<string, Set<string>>();
  for (const line of lines) {
    const found = /^from (\S+) import (.+)$/.exec(line);
    if (!found?.[1] || !found[2]) continue;
    const names = byModule.get(found[1]) ?? new Set();
    for (const each of found[2].split(', ')) names.add(each);
    byModule.set(found[1], names);
  }
  const from = [...byModule].map(([module, names]) => {
    const sorted = [...names].sort();
    const flat = `from ${module} import ${sorted.join(', ')}`;
    return flat.length <= WIDEST ? flat : `from ${module} import (\n${sorted.map((each) => `    ${each},\n`).join('')})`;
  });
  const first = (line: string): number => (line.startsWith('from __future__') ? 0 : 1);
  return [...plain.sort(), ...from.sort()].sort((a, b) => first(a) - first(b));
}
