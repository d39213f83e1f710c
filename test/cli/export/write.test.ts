// Writing an export: whole or not at all, and never over somebody's work.

import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { checkTarget, writeProject } from '../../../src/cli/export/write.ts';

let parent = '';
let target = '';
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'nbship-write-'));
  target = join(parent, 'project');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const REPORT = { path: 'export_report.json', text: '{}' };
const nothing = async (): Promise<void> => undefined;

async function export_(text = 'one'): Promise<void> {
  await writeProject(target, [REPORT, { path: 'pkg/a.py', text }], [], nothing);
}

describe('writeProject', () => {
  it('writes generated files and copies, and leaves nothing beside them', async () => {
    writeFileSync(join(parent, 'x.csv'), 'a\n');
    await writeProject(target, [{ path: 'pkg/a.py', text: 'one' }], [{ from: join(parent, 'x.csv'), to: 'data/raw/x.csv' }], nothing);
    expect(readFileSync(join(target, 'pkg/a.py'), 'utf8')).toBe('one');
    expect(readFileSync(join(target, 'data/raw/x.csv'), 'utf8')).toBe('a\n');
    expect(readdirSync(parent).sort()).toEqual(['project', 'x.csv']);
  });

  it('leaves no trace when the last step fails', async () => {
    const failing = async (): Promise<void> => {
      throw new Error('no lock');
    };
    await expect(writeProject(target, [REPORT], [], failing)).rejects.toThrow('no lock');
    expect(readdirSync(parent)).toEqual([]);
  });

  it('keeps what training wrote when an export is replaced', async () => {
    await export_();
    mkdirSync(join(target, 'models'));
    writeFileSync(join(target, 'models/m.joblib'), 'm');
    checkTarget(target, true);
    await export_('two');
    expect(readFileSync(join(target, 'pkg/a.py'), 'utf8')).toBe('two');
    expect(existsSync(join(target, 'models/m.joblib'))).toBe(true);
    checkTarget(target, true);
  });
});

describe('checkTarget', () => {
  it('takes a folder that is not there, or empty', () => {
    checkTarget(target, false);
    mkdirSync(target);
    checkTarget(target, false);
  });

  it('refuses a file', () => {
    writeFileSync(target, '');
    expect(() => checkTarget(target, true)).toThrow('found a file');
  });

  it('refuses a folder of somebody else, whatever is asked for', () => {
    mkdirSync(target);
    writeFileSync(join(target, 'thesis.tex'), '');
    expect(() => checkTarget(target, true)).toThrow('is no earlier export');
  });

  it('replaces an earlier export only when asked', async () => {
    await export_();
    expect(() => checkTarget(target, false)).toThrow('--yes');
    checkTarget(target, true);
  });

  it('never replaces a file that a person changed', async () => {
    await export_();
    writeFileSync(join(target, 'pkg/a.py'), 'mine');
    expect(() => checkTarget(target, true)).toThrow('changed since it was exported: pkg/a.py');
  });
});
