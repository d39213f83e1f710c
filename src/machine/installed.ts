// What is installed in an environment, read from its files: no interpreter is started, so it can be asked of any folder.

import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { normalised } from '../core/project/requirement.ts';
import type { InstalledFacts } from '../core/semantics/ports.ts';
import { environmentAt } from './environment-folders.ts';
import { corePath, nodeFiles } from './files.ts';

/** One installed distribution. */
interface Distribution {
  readonly name: string;
  readonly version: string;
  /** Its top-level modules. */
  readonly roots: readonly string[];
  /** Where its wheel wrote down its files; undefined for what came without a wheel. */
  readonly record: string | undefined;
}

/** What is installed for an interpreter, or in the folder of an environment. Throws a UserError where there is no environment. */
export async function readInstalled(named: string, env: Readonly<Record<string, string | undefined>>): Promise<InstalledFacts> {
  const { folders, python } = environmentAt(named, env);
  return { ...(await installedIn(folders)), ...(python === undefined ? {} : { python }) };
}

/** What is installed in folders such as `lib/python3.12/site-packages`; the first one that has a distribution tells its version. */
export async function installedIn(folders: readonly string[]): Promise<InstalledFacts> {
  const distributions: Distribution[] = [];
  const modules = new Set<string>();
  for (const folder of folders) {
    const names = (await nodeFiles.list(corePath(folder))).map((each) => each.name);
    for (const each of await Promise.all(names.map((name) => distributionIn(folder, name)))) if (each) distributions.push(each);
    for (const each of [...namesIn(names), ...(await namesBehindLinks(folder, names))]) modules.add(each);
  }
  const packages = new Map<string, string[]>();
  const versions = new Map<string, string>();
  for (const { name, version, roots } of distributions) {
    if (!versions.has(name)) versions.set(name, version);
    for (const root of roots) packages.set(root, [...new Set([...(packages.get(root) ?? []), name])].sort());
  }
  for (const root of packages.keys()) modules.add(root);
  return { packages, versions, modules, modulesOf: modulesFrom(distributions) };
}

async function distributionIn(folder: string, name: string): Promise<Distribution | undefined> {
  if (!/\.(dist-info|egg-info)$/.test(name)) return undefined;
  const at = join(folder, name);
  const read = (file: string): Promise<string | undefined> => nodeFiles.read(corePath(file));
  // An .egg-info may be one file, which holds the metadata.
  const metadata =
    (await read(join(at, 'METADATA'))) ?? (await read(join(at, 'PKG-INFO'))) ?? (name.endsWith('.egg-info') ? await read(at) : undefined);
  const [, written] = /^Name:\s*(\S+)/m.exec(metadata ?? '') ?? [];
  const [, version] = /^Version:\s*(\S+)/m.exec(metadata ?? '') ?? [];
  if (written === undefined || version === undefined) return undefined;
  const tops = await read(join(at, 'top_level.txt'));
  const record = await read(join(at, 'RECORD'));
  const listed = tops?.split(/\s+/).filter((each) => each !== '') ?? [];
  const roots = listed.length > 0 ? listed : [...new Set(modulesIn(record ?? '').map((each) => each.split('.')[0] ?? each))];
  return { name: normalised(written), version, roots, record: record === undefined ? undefined : join(at, 'RECORD') };
}

const MODULE = /^(.+?)(?:\.[\w-]+)?\.(?:py|so|pyd)$/;

/** The modules of a RECORD, e.g. `pandas.core.frame` for `pandas/core/frame.py,sha256=...`. */
function modulesIn(record: string): readonly string[] {
  return record.split('\n').flatMap((line) => {
    const [path = ''] = line.split(',');
    const parts = (MODULE.exec(path)?.[1] ?? '').split('/');
    const named = parts.at(-1) === '__init__' ? parts.slice(0, -1) : parts;
    return named.length > 0 && named.every((each) => /^[A-Za-z_]\w*$/.test(each)) ? [named.join('.')] : [];
  });
}

/** What a folder on the path lets import: `six.py`, `numpy/`, `_cffi_backend.cpython-311-x86_64-linux-gnu.so`. */
function namesIn(entries: readonly string[]): readonly string[] {
  return entries.map((each) => MODULE.exec(each)?.[1] ?? each).filter((each) => /^[A-Za-z_]\w*$/.test(each) && each !== '__pycache__');
}

/** Modules of folders that `.pth` files add, and of projects that are installed from where they are worked on. */
async function namesBehindLinks(folder: string, names: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of names) {
    if (/^__editable__.*_finder\.py$/.test(name)) {
      const mapping = /^MAPPING[^{]*\{(.*)\}/m.exec(await readFile(join(folder, name), 'utf8'))?.[1] ?? '';
      found.push(...[...mapping.matchAll(/'([A-Za-z_]\w*)(?:\.[\w.]+)?':/g)].map(([, root = '']) => root));
    }
    if (!name.endsWith('.pth')) continue;
    for (const line of (await readFile(join(folder, name), 'utf8')).split(/\r?\n/)) {
      const path = line.trim();
      if (path === '' || /^(#|import\s)/.test(path)) continue;
      const linked = await nodeFiles.list(corePath(join(/^([\\/]|\w:)/.test(path) ? '' : folder, path)));
      found.push(...namesIn(linked.map((each) => each.name)));
    }
  }
  return found;
}

/** Looks into the wheels' lists of files when it is asked for a name. */
function modulesFrom(distributions: readonly Distribution[]): (root: string) => ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map<string, ReadonlyMap<string, ReadonlySet<string>>>();
  return (root) => {
    const found = known.get(root) ?? new Map(distributions.flatMap((each) => modulesBelow(each, root)));
    known.set(root, found);
    return found;
  };
}

function modulesBelow({ name, roots, record }: Distribution, root: string): readonly (readonly [string, ReadonlySet<string>])[] {
  if (record === undefined || !roots.includes(root)) return [];
  const modules = new Set<string>();
  for (const each of modulesIn(readFileSync(record, 'utf8'))) {
    const parts = each.split('.');
    // A folder without `__init__.py` is a package too.
    if (parts[0] === root) for (let length = 1; length <= parts.length; length++) modules.add(parts.slice(0, length).join('.'));
  }
  return [[name, modules]];
}
