// What the .vsix holds, and how large it is: what runs, its pages and pictures, and nothing that builds it.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const MEGABYTE = 1_000_000;

/** Names and unpacked sizes, from the central directory at the end of a zip file (PKWARE's APPNOTE, 4.3.12). */
function entriesOf(zip: Buffer): ReadonlyMap<string, number> {
  const entries = new Map<string, number>();
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [name, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field)) as [number, number, number];
    entries.set(zip.toString('utf8', at + 46, at + 46 + name), zip.readUInt32LE(at + 24));
    at += 46 + name + extra + comment;
  }
  return entries;
}

describe('the .vsix', () => {
  let packed = 0;
  let sizes: ReadonlyMap<string, number> = new Map();

  beforeAll(() => {
    const folder = mkdtempSync(join(tmpdir(), 'nbship-vsix-'));
    const file = join(folder, 'nbship.vsix');
    execFileSync(process.execPath, [join(root, 'scripts/package.mjs'), file], { cwd: root, stdio: 'pipe' });
    const zip = readFileSync(file);
    rmSync(folder, { recursive: true, force: true });
    packed = zip.length;
    sizes = entriesOf(zip);
  }, 120_000);

  it('holds what runs and what a person reads, and nothing that builds it', () => {
    const expected =
      /^(extension\.vsixmanifest|\[Content_Types\]\.xml|extension\/(package\.json|readme\.md|LICENSE\.txt|changelog\.md|bin\/nbship(\.cmd)?|dist\/(extension\.cjs|web\.cjs|(cli|lsp-library|mcp-library)\.js|graph\.js|plan\.js)|dist\/rules\/[\w-]+\.nbship\.md|schema\/[\w.-]+\.schema\.json|media\/.+\.(png|gif|md)))$/;
    expect([...sizes.keys()].filter((each) => !expected.test(each))).toEqual([]);
  });

  it('holds every file that the manifest names, and the page of every rule', () => {
    const manifest = readFileSync(join(root, 'package.json'), 'utf8');
    const named = [...manifest.matchAll(/"(?:\.\/)?((?:dist|media)\/[\w./-]+\.(?:cjs|png|md))"/g)].map(([, path]) => path ?? '');
    const pages = readdirSync(join(root, 'docs/rules')).map((each) => `dist/rules/${each.replace(/\.md$/, '.nbship.md')}`);
    expect(named).toContain('dist/extension.cjs');
    expect(pages).toContain('dist/rules/undefined-name.nbship.md');
    expect([...named, ...pages].filter((each) => !sizes.has(`extension/${each}`))).toEqual([]);
  });

  it('has entries under 1 MB, and is under 3 MB itself', () => {
    for (const entry of ['extension/dist/extension.cjs', 'extension/dist/web.cjs']) expect(sizes.get(entry), entry).toBeLessThan(MEGABYTE);
    expect(packed).toBeLessThan(3 * MEGABYTE);
  });
});
