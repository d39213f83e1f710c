// Runs a command line in this process, in a folder, and keeps what it says.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { onTestFinished } from 'vitest';

import { main } from '../../src/cli/main.ts';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export async function run(cwd: string, argv: readonly string[], input = ''): Promise<Said> {
  let [out, err] = ['', ''];
  const code = await main(argv, {
    cwd,
    env: {},
    isTerminal: false,
    write: (text) => void (out += text),
    warn: (text) => void (err += text),
    readInput: () => Promise.resolve(input),
  });
  return { code, out, err };
}

/** A folder with files, removed when the test ends. It is a repository of its own, so that no file above it counts. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'nbship-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, '.git'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** The text of a notebook with code cells, as Jupyter writes it. */
export function notebookText(...sources: readonly string[]): string {
  const cells = sources.map((source, at) => ({
    cell_type: 'code',
    execution_count: null,
    id: `cell-${at}`,
    metadata: {},
    outputs: [],
    source: source.split(/(?<=\n)/),
  }));
  const metadata = { kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' } };
  return `${JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, undefined, 1)}\n`;
}
