// The command line as it is shipped, built into a folder of its own, for tests that start it as a process.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Bundle {
  readonly program: string;
  remove(): void;
}

export function bundle(): Bundle {
  const folder = mkdtempSync(join(tmpdir(), 'nbship-bundle-'));
  const program = join(folder, 'cli.mjs');
  execFileSync(process.execPath, [join(root, 'node_modules/tsx/dist/cli.mjs'), join(root, 'scripts/build.ts'), program], { stdio: 'pipe' });
  return { program, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
