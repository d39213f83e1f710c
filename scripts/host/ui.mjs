// Drives the packaged extension in a real window as a user does, checks what is seen, and takes a screenshot of each feature.
//
//     node scripts/host/ui.mjs [--keep] [--only FEATURE] [--theme light|dark|contrast]
//
// --keep writes the screenshots into media/ (README, walkthrough)

import { copyFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { ensurePackages, ensureTestPython } from '../setup.mjs';
import { main, root, step } from '../steps.mjs';
import { ensureHost } from './install.mjs';
import { installExtension, openBrowser, remove, startServer, temporaryFolder } from './server.mjs';
import { features } from './features.mjs';

const THEMES = { light: 'Default Light Modern', dark: 'Default Dark Modern', contrast: 'Default High Contrast' };

/** @returns {Promise<{ passed: number, failed: number }>} */
export async function runUi({ keep = false, only = '', themes = Object.keys(THEMES) } = {}) {
  await ensurePackages();
  await ensureHost();
  const python = await ensureTestPython();
  const vsix = join(root, '.cache/nbship.vsix');
  await step('Packaging the extension', [process.execPath, 'scripts/package.mjs', vsix]);
  let [passed, failed] = [0, 0];
  for (const theme of themes) {
    const result = await inTheme(theme, { vsix, python, keep, only });
    passed += result.passed;
    failed += result.failed;
  }
  if (keep)
    for (const name of ['problems', 'quick-fix', 'dependencies', 'export'])
      copyFileSync(join(root, `media/screenshots/${name}-light.png`), join(root, `media/walkthrough/${name}.png`));
  return { passed, failed };
}

async function inTheme(theme, { vsix, python, keep, only }) {
  const folder = temporaryFolder();
  const workspace = join(folder, 'work');
  mkdirSync(workspace);
  cpSync(join(root, 'examples/churn'), workspace, { recursive: true });
  writeFileSync(join(workspace, 'many.ipynb'), manyCells(200));
  const server = await started(folder, theme, vsix, python);
  const { browser, page } = await openBrowser();
  const shots = keep && theme !== 'contrast' ? join(root, 'media/screenshots') : join(root, '.cache/screenshots');
  mkdirSync(shots, { recursive: true });
  const shoot = async (name) => {
    // Lists and toasts fade in.
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(shots, `${name}-${theme}.png`) });
  };
  let [passed, failed] = [0, 0];
  try {
    await page.goto(`http://127.0.0.1:${server.port}/?folder=${encodeURIComponent(workspace)}`);
    for (const [name, feature] of Object.entries(features)) {
      if (only !== '' && !name.includes(only)) continue;
      try {
        await feature({ page, shoot, workspace, theme });
        passed++;
        console.log(`  ok      ${theme}: ${name}`);
      } catch (error) {
        failed++;
        await shoot(`failed-${name.replaceAll(/\W+/g, '-')}`);
        console.log(`  FAILED  ${theme}: ${name}\n${error instanceof Error ? error.message : String(error)}`);
      }
    }
  } finally {
    await browser.close();
    await server.stop();
    remove(folder);
  }
  return { passed, failed };
}

async function started(folder, theme, vsix, python) {
  mkdirSync(join(folder, 'e'), { recursive: true });
  await installExtension(folder, vsix);
  const settings = {
    'workbench.colorTheme': THEMES[theme],
    'editor.minimap.enabled': false,
    'window.autoDetectColorScheme': false,
  };
  return startServer(folder, { settings, machine: { 'nbship.python': python } });
}

/** A notebook in which cells feed others near them, as in real ones. */
function manyCells(count) {
  const cells = Array.from({ length: count }, (_, at) => {
    const inputs = [at - 1, at - (at % 7) - 3].filter((each) => each >= 0 && (at % 5 !== 0 || each === 0));
    return {
      cell_type: 'code',
      id: `many-${at}`,
      metadata: {},
      execution_count: null,
      outputs: [],
      source: `value_${at} = ${[at, ...inputs.map((each) => `value_${each}`)].join(' + ')}`,
    };
  });
  return JSON.stringify({ cells, metadata: { language_info: { name: 'python' } }, nbformat: 4, nbformat_minor: 5 }, undefined, 1);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(async () => {
    const { values } = parseArgs({
      options: { keep: { type: 'boolean', default: false }, only: { type: 'string' }, theme: { type: 'string', multiple: true } },
    });
    const { passed, failed } = await runUi({ keep: values.keep, only: values.only, themes: values.theme });
    console.log(`${passed} passed, ${failed} failed`);
    return failed > 0 ? 1 : 0;
  });
}
