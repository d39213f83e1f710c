// The example of the README: what is wrong with its first state, that its second is sound, and that its data are what the script writes.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

import { modelOf, readNotebook } from '../../src/cli/analyse.ts';
import { portsFor } from '../../src/cli/ports.ts';
import { resolveSettings } from '../../src/core/config/settings.ts';
import { lint } from '../../src/core/lint/lint.ts';
import type { Notebook } from '../../src/core/notebook/notebook.ts';
import type { Finding } from '../../src/core/rules/rule.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const python = process.env['NBSHIP_TEST_PYTHON'];

function notebookAt(path: string): Notebook {
  const result = readNotebook(path, readFileSync(join(root, path), 'utf8'));
  if (result.kind !== 'notebook') throw new Error(`${path} is no notebook`);
  return result.notebook;
}

async function findingsOf(path: string): Promise<readonly Finding[]> {
  const whole = join(root, path);
  return lint(modelOf(notebookAt(path), await portsFor(whole, dirname(whole), { readsDataFiles: true })), resolveSettings({}));
}

describe('examples/churn', () => {
  it('shows, as people write it, one of each problem', async () => {
    const found = (await findingsOf('examples/churn/churn.ipynb')).map((each) => [each.rule, each.data['name']]);
    expect(found).toContainEqual(['undefined-name', 'threshold']);
    expect(found).toContainEqual(['use-before-definition', 'numeric']);
    expect(found).toContainEqual(['out-of-order-execution', 'numeric']);
    const rules = found.map(([rule]) => rule);
    expect(rules.filter((rule) => String(rule).startsWith('unseeded-'))).toEqual(['unseeded-random', 'unseeded-estimator']);
    expect(rules).toContain('unpinned-import');
  });

  it('is without a finding when repaired', async () => {
    expect(await findingsOf('examples/churn/repaired/churn.ipynb')).toEqual([]);
  });

  it('was, when repaired, run once from top to bottom', () => {
    const code = notebookAt('examples/churn/repaired/churn.ipynb').cells.filter((cell) => cell.kind === 'code');
    expect(code.map((cell) => cell.executionCount)).toEqual(code.map((_, index) => index + 1));
  });

  it.skipIf(python === undefined)('has the data that the script writes', () => {
    const checked = spawnSync(python ?? '', [join(root, 'scripts/make-churn-data.py'), '--check'], { encoding: 'utf8' });
    expect(checked).toMatchObject({ status: 0, stderr: '' });
  });
});
