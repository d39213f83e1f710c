// What the bundles carry of the libraries, packed, is what stands in the sources.

import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { assert, jsonValue, property } from 'fast-check';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { compactSource, compactTables, packedValue } from '../../scripts/compact-tables.ts';
import { unpacked } from '../../src/core/knowledge/packed.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tables = globSync('src/core/knowledge/generated/*.ts', { cwd: root });

type Exported = Readonly<Record<string, unknown>>;

/** What a module exports, by name, with each function's value in its place. */
function valuesOf(exported: Exported): Exported {
  const names = Object.entries(exported).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(names.map(([name, value]) => [name, typeof value === 'function' ? (value as () => unknown)() : value]));
}

async function bundled(path: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    plugins: [compactTables],
  });
  return outputFiles[0]?.text ?? '';
}

describe('packed tables', () => {
  it.each(tables)('are the same values in a bundle: %s', async (table) => {
    const code = await bundled(join(root, table));
    const inBundle = (await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)) as Exported;
    const inSource = (await import(pathToFileURL(join(root, table)).href)) as Exported;
    expect(valuesOf(inBundle)).toStrictEqual(valuesOf(inSource));
    // The order of names counts as well.
    expect(JSON.stringify(valuesOf(inBundle))).toBe(JSON.stringify(valuesOf(inSource)));
  });

  it('are those of the libraries', async () => {
    const packed = await Promise.all(
      tables.map(async (table) => ((await compactSource(join(root, table))) === undefined ? [] : [basename(table, '.ts')])),
    );
    expect(packed.flat().toSorted()).toEqual(['joblib', 'matplotlib', 'numpy', 'pandas', 'scipy', 'seaborn', 'sklearn', 'statsmodels']);
  });

  it('are less than a third of their JSON', () => {
    const table = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`sklearn.model${index}`, 'X y=null sample_weight=null "a"']),
    );
    const { size, text } = packedValue(table);
    expect(text.length).toBeLessThan(size / 3);
    expect(unpacked(size, text)).toEqual(table);
  });

  it('may say anything that JSON can say', () => {
    const reserved = { '^~@;': '"\\"^~;@\'`${a}\n\u{1F600}é', '': [null, 1e-16, true, '\\'], again: '"\\"^~;@\'`${a}\n\u{1F600}é' };
    for (const value of [reserved, '', {}, 'a'.repeat(20_000)]) {
      const { size, text } = packedValue(value);
      expect(unpacked(size, text)).toEqual(value);
    }
    assert(
      property(jsonValue({ maxDepth: 4 }), (value) => {
        const { size, text } = packedValue(value);
        expect(JSON.stringify(unpacked(size, text))).toBe(JSON.stringify(value));
      }),
    );
  });
});
