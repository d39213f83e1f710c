// Bundles the command line into dist/cli.js: one minified file that needs nothing but Node.

import { chmodSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const entry = join(root, 'src/cli/bin.ts');
const outfile = join(root, 'dist/cli.js');

// Some packages are CommonJS and ask for node:* by `require`, which an ES module does not have.
const requireShim = `import { createRequire as __nbshipRequire } from 'node:module'; const require = __nbshipRequire(import.meta.url);`;

function shebangOf(source: string): string {
  return source.startsWith('#!') ? '' : '#!/usr/bin/env node\n';
}

async function bundle(): Promise<void> {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  mkdirSync(join(root, 'dist'));
  const result = await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // The ES module halves of our dependencies are smaller and start faster than their CommonJS halves.
    mainFields: ['module', 'main'],
    loader: { '.py': 'text', '.md': 'text' },
    banner: { js: shebangOf(readFileSync(entry, 'utf8')) + requireShim },
    // MIT and ISC ask that the notice travels with the code.
    legalComments: 'eof',
    metafile: true,
    logLevel: 'warning',
  });
  chmodSync(outfile, 0o755);
  const outside = Object.values(result.metafile.outputs)
    .flatMap((output) => output.imports)
    .filter((imported) => imported.external && !imported.path.startsWith('node:') && !isBuiltin(imported.path));
  if (outside.length > 0) throw new Error(`dist/cli.js must stand alone, but it imports ${outside.map((one) => one.path).join(', ')}`);
  const bytes = Object.values(result.metafile.outputs)[0]?.bytes ?? 0;
  console.log(`dist/cli.js  ${Math.round(bytes / 1024)} kB`);
}

function isBuiltin(path: string): boolean {
  return process.getBuiltinModule('node:module').isBuiltin(path);
}

await bundle();
