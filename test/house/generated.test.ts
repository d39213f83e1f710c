// The files that are made from the code are those that the code makes.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

it('has fresh schemas and lists of rules', () => {
  const generator = [join(root, 'node_modules/tsx/dist/cli.mjs'), join(root, 'scripts/generate.ts'), '--check'];
  expect(spawnSync(process.execPath, generator, { cwd: root, encoding: 'utf8' })).toMatchObject({ status: 0, stdout: '' });
});
