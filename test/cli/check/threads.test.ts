// Threads: the same report in the same order, and what becomes of a text that ends one.

import { spawnSync } from 'node:child_process';
import { Worker } from 'node:worker_threads';

import { afterAll, describe, expect, onTestFinished, test } from 'vitest';

import { ahead } from '../../../src/cli/check/ahead.ts';
import { Crash } from '../../../src/cli/check/crash.ts';
import { NoThread, Threads, threadsWorth } from '../../../src/cli/check/threads.ts';
import { UserError } from '../../../src/core/config/user-error.ts';
import { bundle } from '../bundled.ts';
import { folderWith, notebookText } from '../ran.ts';

describe('work that is begun ahead', () => {
  test('ends in order, whoever is done first, and fails in its turn', async () => {
    const wake: (() => void)[] = [];
    const begun: number[] = [];
    const begin = (item: number): Promise<number> => {
      begun.push(item);
      const promise = new Promise<number>((resolve, reject) => wake.push(() => (item === 1 ? reject(new Error('one')) : resolve(item))));
      promise.catch(() => undefined);
      return promise;
    };
    const ended: unknown[] = [];
    for (const each of ahead([0, 1, 2, 3], begin, (others) => others.length < 3)) {
      for (const done of wake.splice(0).toReversed()) done();
      ended.push(await each.catch((error: unknown) => error));
    }
    expect(ended).toEqual([0, new Error('one'), 2, 3]);
    expect(begun).toEqual([0, 1, 2, 3]);
  });

  test('begins with one at least, and with no more than it may', () => {
    const begun: string[] = [];
    const begin = (item: string): Promise<void> => {
      begun.push(item);
      return Promise.resolve();
    };
    const turns = ahead(['a', 'b', 'c'], begin, () => false);
    turns.next();
    expect(begun).toEqual(['a']);
    turns.next();
    expect(begun).toEqual(['a', 'b']);
  });
});

/** A thread that answers with the path it was sent, and with what the path asks for. */
const SCRIPT = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', ({ path }) => {
  if (path === 'end') throw new Error('the end');
  if (path === 'user') return parentPort.postMessage({ kind: 'user error', error: new Error('a wrong rule') });
  if (path === 'bug') return parentPort.postMessage({ kind: 'crash', error: new Error('a bug') });
  parentPort.postMessage({ kind: 'examined', examined: { kind: 'skipped', path, reason: 'a test' }, seen: [] });
});`;

function threadsOf(most: number): { readonly threads: Threads; readonly started: () => number } {
  let started = 0;
  const start = (): Worker => {
    started += 1;
    return new Worker(SCRIPT, { eval: true });
  };
  const threads = new Threads(start, { configuration: {}, flags: {}, cwd: '/' }, most);
  onTestFinished(() => threads.close());
  return { threads, started: () => started };
}

async function outcome(threads: Threads, path: string): Promise<unknown> {
  try {
    const { examined } = await threads.examine({ path, place: `/${path}`, bytes: new Uint8Array() });
    return examined.kind === 'skipped' ? examined.path : examined.kind;
  } catch (error) {
    return error;
  }
}

describe('threads', () => {
  test('are started as long as texts wait', async () => {
    const { threads, started } = threadsOf(3);
    await outcome(threads, 'a');
    expect(started()).toBe(1);
    const paths = Array.from({ length: 40 }, (_, at) => `${at}.ipynb`);
    expect(await Promise.all(paths.map((each) => outcome(threads, each)))).toEqual(paths);
    expect(started()).toBe(3);
  });

  test('tell bugs and what a person can mend from each other', async () => {
    const { threads } = threadsOf(2);
    const [user, bug] = await Promise.all([outcome(threads, 'user'), outcome(threads, 'bug')]);
    expect(user).toBeInstanceOf(UserError);
    expect(user).toHaveProperty('message', 'a wrong rule');
    expect(bug).toBeInstanceOf(Crash);
    expect(bug).toMatchObject({ path: 'bug', cause: new Error('a bug') });
  });

  test('that break off cost the text they were at', async () => {
    const { threads } = threadsOf(1);
    const said = await Promise.all(['a', 'end', 'b', 'c', 'end', 'd'].map((each) => outcome(threads, each)));
    expect(said.map((each) => (each instanceof Crash ? each.path : each))).toEqual(['a', 'end', 'b', 'c', 'end', 'd']);
    expect(said.filter((each) => each instanceof Crash)).toHaveLength(2);
  });

  test('that cannot be started leave the work to those that are there, or to the main thread', async () => {
    let left = 1;
    const start = (): Worker => {
      if (left === 0) throw Object.assign(new Error('EAGAIN'), { code: 'ERR_WORKER_INIT_FAILED' });
      left -= 1;
      return new Worker(SCRIPT, { eval: true });
    };
    const data = { configuration: {}, flags: {}, cwd: '/' };
    const threads = new Threads(start, data, 4);
    onTestFinished(() => threads.close());
    const paths = Array.from({ length: 20 }, (_, at) => `${at}.ipynb`);
    expect(await Promise.all(paths.map((each) => outcome(threads, each)))).toEqual(paths);
    const none = new Threads(start, data, 4);
    for (const said of await Promise.all(['a', 'b'].map((each) => outcome(none, each)))) expect(said).toBeInstanceOf(NoThread);
    expect(await outcome(none, 'c')).toBeInstanceOf(NoThread);
  });

  test('are as many as are asked for and pay', () => {
    expect([1, 63, 64, 100, 1000].map((count) => threadsWorth(count, 4))).toEqual([1, 1, 2, 3, 4]);
    expect(threadsWorth(1000, 1)).toBe(1);
    expect(threadsWorth(100_000, undefined)).toBeLessThanOrEqual(8);
  });
});

describe('a check with threads', () => {
  const built = bundle();
  afterAll(() => built.remove());
  const check = (folder: string, ...args: readonly string[]): { code: number | null; out: string; err: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [built.program, 'check', ...args], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 100_000_000,
    });
    return { code: status, out: stdout, err: stderr };
  };
  const files = Object.fromEntries(
    Array.from({ length: 70 }, (_, at) => [
      `${String(at).padStart(3, '0')}.ipynb`,
      at % 23 === 7
        ? '{ broken'
        : notebookText(...Array.from({ length: (at * 7) % 40 }, (__, cell) => `print(missing_${cell})`), 'import numpy'),
    ]),
  );

  test.for(['text', 'json', 'sarif'])('says what one thread says: %s', (format) => {
    const folder = folderWith(files);
    const one = check(folder, '--format', format, '-j1');
    expect(one.code).toBe(2);
    expect(one.out).toContain('missing_38');
    expect(one.err.split('\n').filter((each) => each.includes('expected JSON'))).toHaveLength(3);
    expect(check(folder, '--format', format, '--jobs', '3')).toEqual(one);
    expect(check(folder, '--format', format, '--jobs', '3', '--cache')).toEqual(one);
    expect(check(folder, '--format', format, '--cache')).toEqual(one);
  });

  test('tells a rule that does not exist once', () => {
    const said = check(folderWith(files), '--jobs', '3', '--select', 'no-such-rule');
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.err.trim().split('\n')).toEqual([expect.stringContaining("'no-such-rule'")]);
  });

  test('says what is wrong with a number of threads', () => {
    expect(check(folderWith({}), '--jobs', 'many')).toMatchObject({
      code: 2,
      err: "nbship: --jobs: expected a number of threads, found 'many'\n",
    });
  });
});
