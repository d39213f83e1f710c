#!/usr/bin/env node
// Writes examples/exported anew: what `nbship export` makes of three notebooks.
//
//   node scripts/export-examples.mjs PYTHON
//
// PYTHON has what the notebooks import. Locks are left out: they name the packages of one day. A test holds the code of these folders
// equal to what the exporter writes today.

import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const [python = 'python3'] = process.argv.slice(2);

export const EXAMPLES = [
  { notebook: 'examples/churn/repaired/churn.ipynb', name: 'churn', flags: ['--with', 'service,docker,ci,drift,registry,sweep'] },
  { notebook: 'test/proof/libraries/torch_classifier.py', name: 'torch_classifier', flags: [] },
  { notebook: 'test/proof/libraries/xgboost_classifier.py', name: 'xgboost_classifier', flags: [] },
];

for (const { notebook, name, flags } of EXAMPLES) {
  const target = join(root, 'examples/exported', name);
  rmSync(target, { recursive: true, force: true });
  execFileSync(process.execPath, [join(root, 'dist/cli.js'), 'export', join(root, notebook), '-o', target, '--python', python, ...flags], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (const each of ['uv.lock', '.nbship.json']) rmSync(join(target, each), { force: true });
}
