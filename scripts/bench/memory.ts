// How much memory a check of many notebooks holds on to; what is found is dropped, as a report that was printed is:
//
//     node --expose-gc --import tsx scripts/bench/memory.ts FOLDER [COUNT]

import { join, resolve } from 'node:path';

import { globSync } from 'tinyglobby';

import { resolveSettings } from '../../src/core/config/settings.ts';
import { lint } from '../../src/core/lint/lint.ts';
import { modelOf, readNotebook } from '../../src/cli/analyse.ts';
import { portsFor } from '../../src/cli/ports.ts';
import { contentAt } from '../../src/cli/reading.ts';

const settings = resolveSettings({});

async function main(): Promise<void> {
  const [folder, count = '10000'] = process.argv.slice(2);
  if (folder === undefined || globalThis.gc === undefined) throw new Error('expected FOLDER, and node --expose-gc');
  const paths = globSync('**/*.ipynb', { cwd: folder }).toSorted();
  const step = Math.ceil(Number(count) / 10);
  let findings = 0;
  for (let at = 1; at <= Number(count); at += 1) {
    const path = join(resolve(folder), paths[at % paths.length] ?? '');
    const content = contentAt(path, path);
    const result = content.kind === 'bytes' ? readNotebook(path, content.bytes.toString('utf8')) : undefined;
    if (result?.kind === 'notebook') findings += lint(modelOf(result.notebook, await portsFor(path, folder, settings)), settings).length;
    if (at % step !== 0) continue;
    globalThis.gc();
    const { heapUsed, rss } = process.memoryUsage();
    console.log(`${at} notebooks, ${findings} findings: heap ${(heapUsed / 1e6).toFixed(1)} MB, resident ${(rss / 1e6).toFixed(0)} MB`);
  }
}

await main();
