// The version stands in package.json; everything else follows it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { releaseDay } from '../../scripts/changelog.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const { version } = JSON.parse(read('package.json')) as { readonly version: string };

describe('the version', () => {
  it('is the one of the lock file', () => {
    const lock = JSON.parse(read('package-lock.json')) as { readonly version: string; readonly packages: { readonly '': object } };
    expect([lock.version, lock.packages['']]).toEqual([version, expect.objectContaining({ version })]);
  });

  it('is put into the wheel when it is built', () => {
    expect(read('src/python/wheel/pyproject.toml').match(/^version = .*$/gm)).toEqual(['version = "0.0.0"']);
    expect(globSync('src/python/wheel/**/*.py', { cwd: root }).filter((file) => read(file).includes(version))).toEqual([]);
  });

  it('is the one that the pages tell people to install', () => {
    const pages = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/*.md', { cwd: root })];
    const named = pages.flatMap((page) =>
      [...read(page).matchAll(/nbship(?:-|==|@v?)(\d+\.\d+\.\d+)|rev: v(\d+\.\d+\.\d+)/g)].map(([, a, b]) => ({ page, version: a ?? b })),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((each) => each.version !== version)).toEqual([]);
  });

  it('has a section in the changelog', () => {
    expect(read('CHANGELOG.md')).toMatch(new RegExp(`^## ${version.replaceAll('.', '\\.')} \\(.+\\)$`, 'm'));
  });
});

describe('the day of a release', () => {
  const changelog = '# Changelog\n\n## 0.10.0 (not released yet)\n\n## 0.1.0 (2026-12-01)\n\n- A change\n';

  it.each([
    ['0.1.0', '2026-12-01'],
    ['0.10.0', undefined],
    ['0.2.0', undefined],
  ])('of %s is %s', (asked, day) => {
    expect(releaseDay(changelog, asked)).toBe(day);
  });
});
