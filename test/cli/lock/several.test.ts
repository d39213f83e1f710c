// Several notebooks at once: what is wrong with one is told, and the others are done.

import { describe, expect, test } from 'vitest';

import { folderWith, notebookText, run } from '../ran.ts';

const python = process.env['NBSHIP_TEST_PYTHON'];

describe.skipIf(python === undefined)('nbship lock with several notebooks', () => {
  const files = { 'a.ipynb': notebookText('import json'), 'broken.ipynb': '{ "cells": ', 'sub/c.ipynb': notebookText('import numpy') };
  const lock = (folder: string, ...args: readonly string[]): ReturnType<typeof run> =>
    run(folder, ['lock', ...Object.keys(files), 'gone.ipynb', '--python', python ?? '', ...args]);

  test('checks those that can be read', async () => {
    const { code, out, err } = await lock(folderWith(files), '--check');
    expect(code).toBe(2);
    expect(out).toBe('a.ipynb: locked\nsub/c.ipynb: numpy (import numpy): neither declared nor locked\n');
    expect(err.split('\n').filter((each) => /broken|gone/.test(each))).toEqual([
      expect.stringMatching(/^nbship: broken\.ipynb: line 1: expected JSON/),
      'nbship: gone.ipynb: no such file',
    ]);
  });

  test('goes on behind a lock that cannot be made', async () => {
    const folder = folderWith({
      ...files,
      'Pipfile.lock': '{}',
      Pipfile: '',
      'sub/requirements.txt': 'numpy\n',
      'a.ipynb': notebookText('import numpy'),
    });
    const { code, out, err } = await lock(folder, '--no-hashes');
    expect(code).toBe(2);
    expect(err).toContain('this project is locked by');
    expect(out).toContain('sub/requirements.txt');
  });
});
