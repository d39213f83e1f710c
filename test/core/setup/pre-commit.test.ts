// The hook in .pre-commit-config.yaml: all else stays, and it comes once.

import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { withHook } from '../../../src/core/setup/pre-commit.ts';

const PUBLISHED = { repository: 'https://example.org/nbship', version: '1.2.3' };
const LOCAL = { repository: undefined, version: '1.2.3' };
const OURS = { repo: 'https://example.org/nbship', rev: 'v1.2.3', hooks: [{ id: 'nbship' }] };

function changed(text: string | undefined, source = PUBLISHED as typeof PUBLISHED | typeof LOCAL): string {
  const proposal = withHook(text, source);
  if (proposal.kind !== 'changed') throw new Error(JSON.stringify(proposal));
  return proposal.text;
}

describe('withHook', () => {
  it.each([[undefined], [''], ['repos: []\n'], ['exclude: ^docs/\n']])('begins the list in %j', (text) => {
    expect(parse(changed(text))).toMatchObject({ repos: [OURS] });
  });

  it('keeps comments, other hooks and their order', () => {
    const before =
      '# ours\nrepos:\n  # formatting\n  - repo: https://example.org/ruff\n    rev: v0.1 # pinned\n    hooks:\n      - id: ruff\n';
    const after = changed(before);
    expect(after.startsWith(before)).toBe(true);
    expect(parse(after)).toEqual({ repos: [{ repo: 'https://example.org/ruff', rev: 'v0.1', hooks: [{ id: 'ruff' }] }, OURS] });
  });

  it.each([
    ["pre-commit's own layout", 'repos:\n-   repo: https://example.org/a\n    rev: v1\n    hooks:\n    -   id: a\n', ''],
    [
      'what stands behind the list',
      'repos:\n  - repo: https://example.org/a\n    rev: v1\n    hooks:\n      - id: a\n',
      'exclude: ^docs/\n',
    ],
    ['no line end at the end', 'repos:\n  - repo: https://example.org/a\n    rev: v1\n    hooks: [{id: a}]', ''],
  ])('adds lines and changes none: %s', (_, before, behind) => {
    const after = changed(before + behind);
    expect(after.startsWith(before)).toBe(true);
    expect(after.endsWith(behind)).toBe(true);
    expect(parse(after)).toMatchObject({ repos: [{ repo: 'https://example.org/a', rev: 'v1', hooks: [{ id: 'a' }] }, OURS] });
  });

  it('keeps a file of comments only', () => {
    const after = changed('# to come\n');
    expect(after.startsWith('# to come\n')).toBe(true);
    expect(parse(after)).toEqual({ repos: [OURS] });
  });

  it('is there once', () => {
    expect(withHook(changed(undefined), PUBLISHED)).toEqual({ kind: 'present' });
    expect(withHook(changed(undefined, LOCAL), PUBLISHED)).toEqual({ kind: 'present' });
  });

  it('calls the command on the PATH where nothing is published', () => {
    expect(parse(changed(undefined, LOCAL))).toMatchObject({
      repos: [{ repo: 'local', hooks: [{ entry: 'nbship check', language: 'system' }] }],
    });
  });

  it.each([['repos: {a: 1}\n'], ['- a\n'], ['repos: [\n']])('refuses %j', (text) => {
    expect(withHook(text, PUBLISHED)).toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('.pre-commit-config.yaml') as unknown,
    });
  });
});
