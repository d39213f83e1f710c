// Checks again whenever a notebook changes, until the person stops it.

import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

import { watch as watchFiles } from 'chokidar';
import { isDynamicPattern } from 'tinyglobby';

import { UserError } from '../../core/config/user-error.ts';
import type { ExitCode, Host } from '../host.ts';
import { checkOnce } from './run.ts';
import type { Options } from './usage.ts';

/** Editors write a file in several steps; what comes within this time is one change. */
const QUIET = 150;

/** Folders that hold nothing that a check depends on, and many files. */
const PASSED_OVER = /[\\/](?:\.git|node_modules|\.venv|venv|\.tox|\.cache|\.ipynb_checkpoints|\.nbship_cache|site-packages)(?:[\\/]|$)/;
/** Notebooks, and what decides how they are judged. */
const WATCHED = /\.(?:ipynb|py|toml|lock|txt|cfg|ya?ml|csv)$/;

export async function watchAndCheck(options: Options, host: Host): Promise<ExitCode> {
  const { stop } = host;
  const round = async (): Promise<void> => {
    if (host.isTerminal) host.write('\u001b[2J\u001b[3J\u001b[H');
    await checkOnce(options, host).catch((error: unknown) => {
      // A configuration that is being written may well be wrong for a while.
      if (!(error instanceof UserError)) throw error;
      host.warn(`nbship: ${error.message}\n`);
    });
    host.warn('nbship: watching for changes (Ctrl+C ends)\n');
  };
  const watcher = watchFiles(foldersOf(options.paths, host.cwd), {
    ignoreInitial: true,
    ignored: (path, stats) => PASSED_OVER.test(path) || (stats?.isFile() === true && !WATCHED.test(path)),
  });
  try {
    await new Promise<void>((done, fail) => watcher.once('ready', () => done()).once('error', fail));
    await round();
    await changesUntil(stop, watcher, round);
  } finally {
    await watcher.close();
  }
  return 0;
}

/** Runs a round for each burst of changes, one at a time. */
function changesUntil(stop: AbortSignal | undefined, watcher: ReturnType<typeof watchFiles>, round: () => Promise<void>): Promise<void> {
  return new Promise((done, fail) => {
    let timer: NodeJS.Timeout | undefined;
    let running = Promise.resolve();
    watcher.on('error', fail).on('all', () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        running = running.then(round);
        running.catch(fail);
      }, QUIET);
    });
    const end = (): void => {
      clearTimeout(timer);
      void running.finally(() => done());
    };
    if (stop?.aborted === true) end();
    else stop?.addEventListener('abort', end, { once: true });
  });
}

/** Files and folders that are named; a glob is found again in each round, below the current folder. */
function foldersOf(paths: readonly string[], cwd: string): string[] {
  return [...new Set(paths.map((path) => (isGlob(path, cwd) ? cwd : resolve(cwd, path))))];
}

function isGlob(path: string, cwd: string): boolean {
  const place = resolve(cwd, path);
  return !(existsSync(place) && statSync(place)) && isDynamicPattern(path);
}
