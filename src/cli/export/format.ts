// Formats the generated Python with ruff, where it can be had; unformatted code is as valid.

import { runProgram, type Ran } from '../../machine/process.ts';
import type { Uv } from './lock.ts';

/** Sorts imports and formats with ruff: on PATH, in the interpreter, or through uv. */
export async function formatPython(folder: string, uv: Uv | undefined, interpreter: string, say: (text: string) => void): Promise<void> {
  const ruff = await findRuff(uv, interpreter);
  if (!ruff) return say('ruff is not at hand: the generated code is left unformatted');
  // The notebook is a copy of the user's file, and ruff would edit that too.
  const options = ['--quiet', '--no-cache', '--isolated', '--line-length', '110', '--exclude', 'notebooks'];
  await ruff(['check', ...options, '--select', 'I', '--fix', '.'], folder);
  const formatted = await ruff(['format', ...options, '.'], folder);
  if (formatted.code !== 0) say(`ruff could not format the generated code: ${formatted.stderr.trim().split('\n')[0] ?? ''}`);
}

type Ruff = (args: readonly string[], cwd: string) => Promise<Ran>;

async function findRuff(uv: Uv | undefined, interpreter: string): Promise<Ruff | undefined> {
  const ways: readonly (readonly [string, readonly string[]])[] = [
    ['ruff', []],
    [interpreter, ['-m', 'ruff']],
    ...(uv ? ([[uv.program, [...uv.args, 'tool', 'run', 'ruff']]] as const) : []),
  ];
  for (const [program, args] of ways) {
    const { code } = await runProgram(program, [...args, '--version']);
    if (code === 0) return (more, cwd) => runProgram(program, [...args, ...more], { cwd });
  }
  return undefined;
}
