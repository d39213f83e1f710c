// The program `nbship`: the command line over the real process.

import type { Host } from './host.ts';
import { main } from './main.ts';

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
  ...(process.stdin.isTTY && process.stdout.isTTY ? { ask } : {}),
  readInput: async () => {
    let text = '';
    process.stdin.setEncoding('utf8');
    for await (const chunk of process.stdin) text += String(chunk);
    return text;
  },
};

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe went away (`nbship check | head`): nothing is left to say.
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await main(process.argv.slice(2), host);
