// Runs a program under strace, and says what it started and which files it opened.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export interface Traced {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** Programs that were started after the first. */
  readonly started: readonly string[];
  /** Files, no folders, that were opened to be read. */
  readonly read: ReadonlySet<string>;
  /** What was opened to be written, made, renamed or removed, and addresses that were connected to. */
  readonly changed: readonly string[];
}

const READING = ['open', 'openat', 'openat2'];
const CHANGING = 'creat unlink unlinkat rename renameat renameat2 mkdir mkdirat rmdir link linkat symlink symlinkat truncate connect'.split(
  ' ',
);

/** Whether this machine can trace: strace is there and is allowed to. */
export function canTrace(): boolean {
  return process.platform === 'linux' && spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;
}

export function trace(command: readonly string[], cwd: string, log: string): Traced {
  const calls = ['execve', 'execveat', ...READING, ...CHANGING].join(',');
  const { status, stdout, stderr } = spawnSync('strace', ['-f', '-s', '4096', '-e', `trace=${calls}`, '-o', log, '--', ...command], {
    cwd,
    encoding: 'utf8',
    timeout: 25_000,
    env: { PATH: process.env['PATH'], HOME: cwd },
  });
  const lines = wholeLines(readFileSync(log, 'utf8'));
  const done = lines.filter((line) => !/ = -1 /.test(line));
  const files = done.flatMap((line) => {
    const [, call = '', path = '', flags = ''] = /^\d+ +(open|openat|openat2)\([^"]*"((?:[^"\\]|\\.)*)", ?([^)]*)/.exec(line) ?? [];
    return call === '' ? [] : [{ path: resolve(cwd, path), flags }];
  });
  const isWritten = ({ flags }: { readonly flags: string }): boolean => /O_WRONLY|O_RDWR|O_CREAT|O_TRUNC/.test(flags);
  return {
    code: status,
    out: stdout,
    err: stderr,
    started: lines.filter((line) => /^\d+ +execve(at)?\(/.test(line)).slice(1),
    read: new Set(files.filter((each) => !isWritten(each) && !each.flags.includes('O_DIRECTORY')).map((each) => each.path)),
    changed: [
      ...files.filter(isWritten).map((each) => each.path),
      ...done.filter((line) => CHANGING.some((call) => new RegExp(`^\\d+ +${call}\\(`).test(line))),
    ],
  };
}

/** Calls that strace tells in two lines, because another thread came between. */
function wholeLines(log: string): readonly string[] {
  const open = new Map<string, string>();
  return log.split('\n').flatMap((line) => {
    const [thread = ''] = line.split(' ');
    const begun = / <unfinished \.\.\.>$/.exec(line);
    if (begun) open.set(thread, line.slice(0, begun.index));
    if (begun) return [];
    const rest = /<\.\.\. \w+ resumed>(.*)$/.exec(line)?.[1];
    return [rest === undefined ? line : `${open.get(thread) ?? ''}${rest}`];
  });
}
