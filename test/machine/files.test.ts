// Folders that many notebooks share are looked at once in a run.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { listedOnce, nodeFiles } from '../../src/machine/files.ts';
import { observedFiles, type Observations } from '../../src/machine/observed.ts';

test('a run lists a folder once, and each observer has the same note of it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nbship-files-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'a.py'), '');
  mkdirSync(join(folder, 'b'));
  const listed: string[] = [];
  const files = listedOnce({ ...nodeFiles, list: (each) => (listed.push(each), nodeFiles.list(each)) });
  const run: Observations = new Map();
  const [first, second]: readonly [Observations, Observations] = [new Map(), new Map()];
  const before = await observedFiles(files, first, run).list(folder);
  writeFileSync(join(folder, 'later.py'), '');
  const after = await observedFiles(files, second, run).list(folder);
  expect(before.map((each) => each.name).toSorted()).toEqual(['a.py', 'b']);
  expect(after).toEqual(before);
  expect(listed).toEqual([folder]);
  // The note is of the folder as it was listed, so that what came later makes a kept result outdated.
  expect([...second]).toEqual([...first]);
  const next: Observations = new Map();
  await observedFiles(nodeFiles, next).list(folder);
  expect([...next.values()][0]?.stamp).not.toBe([...first.values()][0]?.stamp);
});
