// What a command may ask of the process it runs in, so that tests can run commands without one.

export interface Host {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether standard output is a terminal; decides colours and questions. */
  readonly isTerminal: boolean;
  write(text: string): void;
  warn(text: string): void;
  /** All of standard input. */
  readInput(): Promise<string>;
}

export type ExitCode = 0 | 1 | 2;

/** A command: its help, and what it does with its arguments. */
export interface Command {
  readonly usage: string;
  run(args: readonly string[], host: Host): Promise<ExitCode>;
}
