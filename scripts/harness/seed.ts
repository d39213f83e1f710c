// Applies every fix of the rules about randomness to the notebooks of a folder, and writes them beside their data into another:
//
//     npx tsx scripts/harness/seed.ts FOLDER INTO

import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';

import { repaired } from '../../src/cli/export/repair.ts';
import { readNotebook } from '../../src/core/notebook/read.ts';

const [folder, into] = process.argv.slice(2);
if (folder === undefined || into === undefined) throw new Error('expected FOLDER and INTO');
cpSync(folder, into, { recursive: true });
for (const path of globSync('**/*.ipynb', { cwd: into })) {
  const text = readFileSync(join(into, path), 'utf8');
  const result = readNotebook(path, text);
  if (result.kind !== 'notebook') continue;
  const done = repaired(path, text, result.notebook);
  writeFileSync(join(into, path), done.text);
  console.log(`${done.repairs.length} ${path}`);
}
