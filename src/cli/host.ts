// What a command may ask of the process it runs in, so that tests can run commands without one.

import type { Worker } from 'node:worker_threads';

import type { ThreadData } from './check/thread.ts';
import type { Usage } from './flags.ts';

export interface Host {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether standard output is a terminal; decides colours and questions. */
  readonly isTerminal: boolean;
  /** Whether standard error is one; decides the progress bar. */
  readonly showsProgress?: boolean;
  /** Aborted when the person asks to stop (Ctrl+C); for commands that run until then. */
  readonly stop?: AbortSignal;
  /** Starts a thread that analyses texts; absent where all is done in this one. */
  readonly startThread?: (data: ThreadData) => Worker;
  write(text: string): void;
  warn(text: string): void;
  /** Asks a person yes or no; absent where nobody can answer. */
  readonly ask?: (question: string) => Promise<boolean>;
  /** All of standard input. */
  readInput(): Promise<string>;
}

export type ExitCode = 0 | 1 | 2;

/** A command: its help, and what it does with its arguments. */
export interface Command {
  readonly usage: string;
  /** The same as data, for completions and docs/cli.md. */
  readonly describes?: Usage;
  run(args: readonly string[], host: Host): Promise<ExitCode>;
}
