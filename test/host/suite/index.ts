// The entry that VS Code loads: runs all tests with Mocha, and writes their totals where the runner looks.

import { writeFileSync } from 'node:fs';

import Mocha from 'mocha';

import { notes } from './support.ts';

/** Rejects where a test failed, so that the editor ends with a code. */
export async function run(): Promise<void> {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 60_000,
    slow: 5000,
    reporter: 'spec',
    ...(process.env['NBSHIP_GREP'] ? { grep: process.env['NBSHIP_GREP'] } : {}),
  });
  mocha.suite.emit('pre-require', globalThis, 'global', mocha);
  await import('./diagnostics.test.ts');
  await import('./fixes.test.ts');
  await import('./hover.test.ts');
  await import('./live.test.ts');
  await import('./workspace.test.ts');
  await import('./export.test.ts');
  await import('./speed.test.ts');
  await import('./corpus.test.ts');
  const failures: { title: string; message: string }[] = [];
  const { passed, failed } = await new Promise<{ passed: number; failed: number }>((resolve) => {
    const runner = mocha.run((count) => resolve({ passed: runner.stats?.passes ?? 0, failed: count }));
    runner.on('fail', (test, error: Error) => failures.push({ title: test.fullTitle(), message: error.stack ?? error.message }));
  });
  const results = process.env['NBSHIP_RESULTS'];
  if (results !== undefined) writeFileSync(results, JSON.stringify({ passed, failed, failures, notes }));
  if (failed > 0) throw new Error(`${failed} failed`);
}
