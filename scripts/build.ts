// Bundles what we ship into dist/: the command line, the extension for a machine and for a browser, its webviews, the rules' pages, the licences.
//
//     tsx scripts/build.ts            everything
//     tsx scripts/build.ts FILE       the command line only, into that file and its libraries beside it

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { globSync } from 'tinyglobby';
import { compactTables } from './compact-tables.ts';
import { bundledPackages, licencesText } from './licences.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Target {
  readonly entry: string;
  readonly outfile: string;
  readonly options: BuildOptions;
  /** What the file may import at run time, beside Node's own modules where it runs on Node. */
  readonly outside: readonly string[];
}

// Some packages are CommonJS and ask for node:* by `require`, which an ES module does not have.
const requireShim = `import { createRequire as __nbshipRequire } from 'node:module'; const require = __nbshipRequire(import.meta.url);`;

/** Large packages that one command needs: in files of their own beside the command line, so that no other command reads them. */
const LIBRARIES: Readonly<Record<string, string>> = {
  'src/cli/lsp/library.ts': 'lsp-library.js',
  'src/cli/mcp/library.ts': 'mcp-library.js',
};

const COMMAND_LINE: Target = {
  entry: 'src/cli/bin.ts',
  outfile: 'dist/cli.js',
  options: { platform: 'node', target: 'node20', format: 'esm', banner: { js: `#!/usr/bin/env node\n${requireShim}` } },
  outside: Object.values(LIBRARIES).map((file) => `./${file}`),
};

/** The command line and its libraries, in one folder. */
function commandLine(outfile: string): readonly Target[] {
  const libraries = Object.entries(LIBRARIES).map(([entry, file]): Target => ({
    entry,
    outfile: join(dirname(outfile), file),
    options: { platform: 'node', target: 'node20', format: 'esm', banner: { js: requireShim } },
    outside: [],
  }));
  return [{ ...COMMAND_LINE, outfile }, ...libraries];
}

const TARGETS: readonly Target[] = [
  ...commandLine('dist/cli.js'),
  {
    entry: 'src/extension/node/main.ts',
    outfile: 'dist/extension.cjs',
    options: { platform: 'node', target: 'node20', format: 'cjs', external: ['vscode'] },
    outside: ['vscode'],
  },
  {
    entry: 'src/extension/web.ts',
    outfile: 'dist/web.cjs',
    options: { platform: 'browser', target: 'es2022', format: 'cjs', external: ['vscode'] },
    outside: ['vscode'],
  },
  ...['graph', 'plan'].map((name): Target => ({
    entry: `src/extension/webview/${name}.ts`,
    outfile: `dist/${name}.js`,
    options: { platform: 'browser', target: 'es2022', format: 'iife' },
    outside: [],
  })),
];

/** `import('./library.ts')` stays an import at run time, of the file beside the command line. */
const apart: Plugin = {
  name: 'apart',
  setup(plugins) {
    plugins.onResolve({ filter: /(^|\/)library\.ts$/ }, ({ path, resolveDir, kind }) => {
      const file = LIBRARIES[relative(root, join(resolveDir, path)).replaceAll('\\', '/')];
      return file === undefined || kind === 'entry-point' ? undefined : { path: `./${file}`, external: true };
    });
  },
};

/** Writes one bundle; what esbuild tells of it says which packages are in it. */
async function bundle({ entry, outfile, options, outside }: Target): Promise<readonly [string, Metafile]> {
  const result = await build({
    ...options,
    entryPoints: [join(root, entry)],
    outfile: resolve(root, outfile),
    bundle: true,
    minify: true,
    plugins: [apart, compactTables],
    // The ES module halves of our dependencies are smaller and start faster than their CommonJS halves.
    mainFields: ['module', 'main'],
    loader: { '.py': 'text', '.md': 'text', '.tmpl': 'text', '.css': 'text' },
    // MIT and ISC ask that the notice travels with the code.
    legalComments: 'eof',
    // The same bundle also where node_modules is a link, as in a release's clone.
    preserveSymlinks: true,
    metafile: true,
    write: false,
    logLevel: 'error',
  });
  const strangers = Object.values(result.metafile.outputs)
    .flatMap((output) => output.imports)
    .filter((one) => one.external && !outside.includes(one.path) && !(options.platform === 'node' && isBuiltin(one.path)));
  if (strangers.length > 0) throw new Error(`${outfile} must stand alone, but it imports ${strangers.map((one) => one.path).join(', ')}`);
  const [file] = result.outputFiles;
  if (file === undefined) throw new Error('esbuild wrote no file');
  put(resolve(root, outfile), file.contents, 0o755);
  console.log(`${relative(process.cwd(), resolve(root, outfile))}  ${Math.round(file.contents.length / 1024)} kB`);
  return [outfile, result.metafile];
}

/** Renamed into place, so that a program that runs meanwhile never sees half a file. */
function put(path: string, contents: Uint8Array | string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  const half = `${path}.${process.pid}`;
  writeFileSync(half, contents, { mode });
  renameSync(half, path);
}

/** The rules' pages under an ending that the editor opens as a preview; links to other pages of the docs become links to their rules' pages. */
function copyPages(): void {
  const folder = join(root, 'dist/rules');
  rmSync(folder, { recursive: true, force: true });
  for (const page of globSync('docs/rules/*.md', { cwd: root })) {
    const text = readFileSync(join(root, page), 'utf8')
      .replaceAll(/\]\(([\w-]+)\.md\)/g, ']($1.nbship.md)')
      // Other pages of the docs do not travel with the extension.
      .replaceAll(/\[([^\]]+)\]\(\.\.\/[\w-]+\.md\)/g, '$1')
      // Marks that make a page a test say nothing to a reader.
      .replaceAll(/[ \t]*# error: \[[\w-]+\]/g, '  # <- here');
    put(join(folder, `${basename(page, '.md')}.nbship.md`), text);
  }
}

async function main(outfile: string | undefined): Promise<void> {
  if (outfile !== undefined) return void (await Promise.all(commandLine(resolve(outfile)).map(bundle)));
  const bundles = new Map(await Promise.all(TARGETS.map(bundle)));
  copyPages();
  put(join(root, 'dist/THIRD_PARTY_LICENSES.txt'), licencesText(bundledPackages(bundles, process.cwd())));
}

try {
  await main(process.argv[2]);
} catch (error) {
  // esbuild has already told what does not compile.
  if (!(error instanceof Error && 'errors' in error)) throw error;
  process.exitCode = 1;
}
