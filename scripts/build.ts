// Bundles the command line into dist/cli.js, or into the file that is named: one minified file that needs nothing but Node.

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const entry = join(root, 'src/cli/bin.ts');
const outfile = resolve(process.argv[2] ?? join(root, 'dist/cli.js'));

// Some packages are CommonJS and ask for node:* by `require`, which an ES module does not have.
const requireShim = `import { createRequire as __nbshipRequire } from 'node:module'; const require = __nbshipRequire(import.meta.url);`;

async function bundle(): Promise<void> {
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
    banner: { js: (readFileSync(entry, 'utf8').startsWith('#!') ? '' : '#!/usr/bin/env node\n') + requireShim },
    // MIT and ISC ask that the notice travels with the code.
    legalComments: 'eof',
    metafile: true,
    write: false,
    logLevel: 'error',
  });
  const outside = Object.values(result.metafile.outputs)
    .flatMap((output) => output.imports)
    .filter((imported) => imported.external && !isBuiltin(imported.path));
  if (outside.length > 0) throw new Error(`the bundle must stand alone, but it imports ${outside.map((one) => one.path).join(', ')}`);
  const [file] = result.outputFiles;
  if (file === undefined) throw new Error('esbuild wrote no file');
  // Renamed into place, so that a program that runs meanwhile never sees half a file.
  mkdirSync(dirname(outfile), { recursive: true });
  const half = `${outfile}.${process.pid}`;
  writeFileSync(half, file.contents, { mode: 0o755 });
  renameSync(half, outfile);
  console.log(`${relative(process.cwd(), outfile)}  ${Math.round(file.contents.length / 1024)} kB`);
}

try {
  await bundle();
} catch (error) {
  // esbuild has already told what does not compile.
  if (!(error instanceof Error && 'errors' in error)) throw error;
  process.exitCode = 1;
}
