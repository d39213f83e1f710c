// The program `nbship`: the command line over the real process, and its threads.

import { setFlagsFromString } from 'node:v8';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

import type { ThreadData } from './check/thread.ts';
import type { Host } from './host.ts';
import { main } from './main.ts';

/**
 * V8 11 (Node 20) optimises what has run a little while. Of a program that runs for seconds it optimises too much: a check of 259
 * notebooks spends a third of its processor time on that. Later versions wait longer by themselves.
 */
if (isMainThread && process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=800000');

/** MB of stack, with the 0.19 that Node keeps for itself: as much as the main thread has, so that what nests deeply ends alike. */
const STACK = (984 + 192) / 1024;

const stop = new AbortController();

async function ask(question: string): Promise<boolean> {
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await lines.question(`${question} [y/N] `);
  lines.close();
  return /^y(es)?$/i.test(answer.trim());
}

const host: Host = {
  cwd: process.cwd(),
  env: process.env,
  isTerminal: process.stdout.isTTY,
  showsProgress: process.stderr.isTTY,
  get stop() {
    // Only who asks for it hears of Ctrl+C; everything else ends at once.
    process.once('SIGINT', () => stop.abort());
    process.once('SIGTERM', () => stop.abort());
    return stop.signal;
  },
  write: (text) => void process.stdout.write(text),
  warn: (text) => void process.stderr.write(text),
  // The bundle is all that a thread needs; sources would need a compiler in each.
  ...(import.meta.url.endsWith('.ts')
    ? {}
    : { startThread: (data) => new Worker(new URL(import.meta.url), { workerData: data, resourceLimits: { stackSizeMb: STACK } }) }),
  ...(process.stdin.isTTY && process.stdout.isTTY ? { ask } : {}),
  readInput: async () => {
    let text = '';
    process.stdin.setEncoding('utf8');
    for await (const chunk of process.stdin) text += String(chunk);
    return text;
  },
};

async function runMain(): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // The reader of a pipe went away (`nbship check | head`): nothing is left to say.
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  process.exitCode = await main(process.argv.slice(2), host);
}

if (parentPort) (await import('./check/thread.ts')).serve(parentPort, threadData());
else await runMain();

function threadData(): ThreadData {
  // What `startThread` was given.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return workerData as ThreadData;
}
