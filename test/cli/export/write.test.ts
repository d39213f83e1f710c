// Writing an export: whole or not at all, and never over somebody's work.

import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { checkTarget, writeProject, type Written } from '../../../src/cli/export/write.ts';

let parent = '';
let target = '';
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'nbship-write-'));
  target = join(parent, 'project');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const REPORT = { path: 'export_report.json', text: '{}' };
const nothing = async (): Promise<void> => undefined;

async function exported(files: Readonly<Record<string, string>>, agreed = true): Promise<Written> {
  const generated = Object.entries(files).map(([path, text]) => ({ path, text }));
  return writeProject({ target, files: [REPORT, ...generated], copies: [], finish: nothing, agree: () => agreed });
}

function textOf(path: string): string {
  return readFileSync(join(target, path), 'utf8');
}

describe('writeProject', () => {
  it('writes generated files and copies, and leaves nothing beside them', async () => {
    writeFileSync(join(parent, 'x.csv'), 'a\n');
    const files = [{ path: 'pkg/a.py', text: 'one' }];
    const copies = [{ from: join(parent, 'x.csv'), to: 'data/raw/x.csv' }];
    await writeProject({ target, files, copies, finish: nothing, agree: () => false });
    expect(textOf('pkg/a.py')).toBe('one');
    expect(textOf('data/raw/x.csv')).toBe('a\n');
    expect(readdirSync(parent).sort()).toEqual(['project', 'x.csv']);
  });

  it('leaves no trace when the last step fails', async () => {
    const finish = async (): Promise<void> => {
      throw new Error('no lock');
    };
    await expect(writeProject({ target, files: [REPORT], copies: [], finish, agree: () => true })).rejects.toThrow('no lock');
    expect(readdirSync(parent)).toEqual([]);
  });
});

describe('exporting again', () => {
  const kinds = (written: Written): Record<string, string> => Object.fromEntries(written.changes.map((each) => [each.path, each.kind]));

  it('changes nothing without being asked', async () => {
    await exported({ 'a.py': 'one\n' });
    const again = await exported({ 'a.py': 'two\n' }, false);
    expect({ written: again.written, kinds: kinds(again) }).toEqual({ written: false, kinds: { 'a.py': 'updated' } });
    expect(textOf('a.py')).toBe('one\n');
    expect(readdirSync(parent)).toEqual(['project']);
  });

  it('updates, adds and removes what nobody touched, and keeps what training wrote', async () => {
    await exported({ 'a.py': 'one\n', 'gone.py': 'x\n' });
    mkdirSync(join(target, 'models'));
    writeFileSync(join(target, 'models/m.joblib'), 'm');
    const again = await exported({ 'a.py': 'two\n', 'b.py': 'new\n' });
    expect(kinds(again)).toEqual({ 'a.py': 'updated', 'b.py': 'new', 'gone.py': 'removed' });
    expect([textOf('a.py'), textOf('b.py'), existsSync(join(target, 'gone.py'))]).toEqual(['two\n', 'new\n', false]);
    expect(existsSync(join(target, 'models/m.joblib'))).toBe(true);
    expect((await exported({ 'a.py': 'two\n', 'b.py': 'new\n' })).changes).toEqual([]);
  });

  it('keeps what a person changed or removed where the export is as it was', async () => {
    await exported({ 'a.py': 'one\n', 'b.py': 'x\n' });
    writeFileSync(join(target, 'a.py'), 'mine\n');
    rmSync(join(target, 'b.py'));
    expect(kinds(await exported({ 'a.py': 'one\n', 'b.py': 'x\n' }))).toEqual({ 'a.py': 'yours', 'b.py': 'yours' });
    expect([textOf('a.py'), existsSync(join(target, 'b.py'))]).toEqual(['mine\n', false]);
  });

  it('merges changes in different places, also a second time', async () => {
    const lines = (first: string, last: string): string => [first, 'b', 'c', 'd', 'e', 'f', last, ''].join('\n');
    await exported({ 'a.py': lines('a', 'z') });
    writeFileSync(join(target, 'a.py'), lines('mine', 'z'));
    expect(kinds(await exported({ 'a.py': lines('a', 'new') }))).toEqual({ 'a.py': 'merged' });
    expect(textOf('a.py')).toBe(lines('mine', 'new'));
    expect(kinds(await exported({ 'a.py': lines('a', 'newer') }))).toEqual({ 'a.py': 'merged' });
    expect(textOf('a.py')).toBe(lines('mine', 'newer'));
  });

  it("leaves a person's file where both changed the same lines, with the new one beside it", async () => {
    await exported({ 'a.py': 'one\n' });
    writeFileSync(join(target, 'a.py'), 'mine\n');
    expect(kinds(await exported({ 'a.py': 'two\n' }))).toEqual({ 'a.py': 'conflict' });
    expect([textOf('a.py'), textOf('a.py.new')]).toEqual(['mine\n', 'two\n']);
  });

  it('never writes over a file that no export wrote', async () => {
    await exported({ 'a.py': 'one\n' });
    writeFileSync(join(target, 'b.py'), 'mine\n');
    expect(kinds(await exported({ 'a.py': 'one\n', 'b.py': 'theirs\n' }))).toEqual({ 'b.py': 'conflict' });
    expect(textOf('b.py')).toBe('mine\n');
  });
});

describe('checkTarget', () => {
  it('takes a folder that is not there, or empty, or an earlier export', async () => {
    checkTarget(target);
    mkdirSync(target);
    checkTarget(target);
    await exported({});
    checkTarget(target);
  });

  it('refuses a file', () => {
    writeFileSync(target, '');
    expect(() => checkTarget(target)).toThrow('found a file');
  });

  it('refuses a folder of somebody else', () => {
    mkdirSync(target);
    writeFileSync(join(target, 'thesis.tex'), '');
    expect(() => checkTarget(target)).toThrow('is no earlier export');
  });
});
