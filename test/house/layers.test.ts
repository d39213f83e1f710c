// The house's one direction: which folder may import which, and which packages each may know.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Folders of the core that a folder may import, beside itself. */
const below: Readonly<Record<string, readonly string[]>> = {
  text: [],
  notebook: ['text'],
  python: ['text', 'notebook'],
  knowledge: ['text', 'notebook', 'python'],
  semantics: ['text', 'notebook', 'python', 'knowledge'],
  project: ['text', 'notebook', 'knowledge', 'semantics'],
  rules: ['text', 'notebook', 'python', 'knowledge', 'semantics', 'project'],
  config: ['text', 'project', 'rules'],
  lint: ['text', 'notebook', 'python', 'knowledge', 'semantics', 'rules', 'config'],
  report: ['text', 'notebook', 'semantics', 'rules', 'lint'],
  setup: ['notebook'],
  plan: ['text', 'notebook', 'python', 'knowledge', 'semantics'],
  render: ['text', 'notebook', 'plan'],
};

/** Packages that a folder may import; every other folder of the core stands on none. */
const packages: Readonly<Record<string, readonly string[]>> = {
  notebook: ['zod/mini', '@jupyterlab/nbformat', 'jsonc-parser'],
  python: ['py-ast'],
  semantics: ['d3-dsv'],
  project: ['smol-toml', 'yaml'],
  rules: ['zod/mini'],
  config: ['zod/mini', 'smol-toml'],
  lint: ['jsonc-parser'],
  report: ['zod/mini'],
  setup: ['yaml', 'smol-toml'],
  render: ['yaml', 'smol-toml'],
};

interface Import {
  readonly from: string;
  readonly specifier: string;
}

/** An import or re-export at a line's start, a bare import, or a dynamic one. */
const STATEMENT =
  /^(?:import|export)\s+(?:type\s+)?(?:\*(?:\s+as\s+\w+)?|\w+|(?:\w+\s*,\s*)?\{[^}]*\})\s+from\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;

function importsOf(folder: string): readonly Import[] {
  return globSync('**/*.ts', { cwd: join(root, folder) }).flatMap((file) => {
    const from = join(folder, file);
    const source = readFileSync(join(root, from), 'utf8');
    const statements = source.matchAll(STATEMENT);
    return [...statements].map(([, named, bare, dynamic]) => ({ from, specifier: named ?? bare ?? dynamic ?? '' }));
  });
}

/** `src/core/rules/rule.ts` is in room `rules`; a file beside the rooms is in none. */
function roomOf(path: string): string | undefined {
  const [room, ...rest] = relative('src/core', path).split(/[\\/]/);
  return rest.length > 0 ? room : undefined;
}

function target(one: Import): string {
  return join(dirname(one.from), one.specifier);
}

describe('the order of the folders', () => {
  const core = importsOf('src/core');
  const local = core.filter((one) => one.specifier.startsWith('.'));

  it('knows every folder of the core', () => {
    const folders = globSync('*/', { cwd: join(root, 'src/core'), onlyDirectories: true }).map((folder) => folder.replace(/\/$/, ''));
    expect(folders.filter((folder) => !(folder in below))).toEqual([]);
    expect(local.length).toBeGreaterThan(0);
  });

  it('lets a folder of the core import only those below it', () => {
    const upward = local.filter((one) => {
      const [from, to] = [roomOf(one.from), roomOf(target(one))];
      if (from === undefined) return false;
      return to !== from && !(to !== undefined && below[from]?.includes(to)) && !/\.(py|tmpl)$/.test(target(one));
    });
    expect(upward).toEqual([]);
  });

  it('lets the core import no front', () => {
    expect(local.filter((one) => /^src[\\/](cli|extension|machine)[\\/]/.test(target(one)))).toEqual([]);
  });

  it('lets only rendering import the Python that we ship', () => {
    const python = local.filter((one) => target(one).endsWith('.py'));
    expect(python.filter((one) => roomOf(one.from) !== 'render')).toEqual([]);
  });

  it('keeps node, the editor and unlisted packages out of the core', () => {
    const outside = core.filter((one) => !one.specifier.startsWith('.'));
    const strangers = outside.filter((one) => !(packages[roomOf(one.from) ?? '']?.includes(one.specifier) ?? false));
    expect(strangers).toEqual([]);
  });

  it('lets what asks this machine import no front', () => {
    const upward = importsOf('src/machine').filter((one) => /^src[\\/](cli|extension)[\\/]/.test(target(one)));
    expect(upward).toEqual([]);
  });

  it('keeps Node out of the extension that runs in a browser', () => {
    const ofNode = importsOf('src/extension').filter((one) => !one.from.startsWith(join('src', 'extension', 'node')));
    const crossing = ofNode.filter(
      (one) => one.specifier.startsWith('node:') || /^src[\\/](machine|extension[\\/]node)[\\/]/.test(target(one)),
    );
    expect(crossing).toEqual([]);
  });

  it('keeps the fronts apart from each other', () => {
    const fronts = ['src/cli', 'src/extension'].filter((front) => existsSync(join(root, front)));
    const crossing = fronts.flatMap(importsOf).filter((one) => {
      const other = one.from.startsWith(join('src', 'cli')) ? 'extension' : 'cli';
      return one.specifier.startsWith('.') && target(one).startsWith(join('src', other));
    });
    expect(crossing).toEqual([]);
  });
});
