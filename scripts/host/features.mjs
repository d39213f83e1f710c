// What a user sees, feature by feature: each does it by hand, checks what is there, and takes its picture.

import { strict as assert } from 'node:assert';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const SLOW = 30_000;

/**
 * Types into the quick input and takes the entry that has the text. Its list is a snapshot, and a key that comes while the window
 * is busy is lost, so it is opened again until the entry is there.
 */
async function pick(page, key, typed, text) {
  for (let tries = 0; ; tries++) {
    try {
      await page.keyboard.press(key);
      const input = page.locator('.quick-input-widget input').first();
      await input.waitFor({ state: 'visible', timeout: 4000 });
      await input.fill(typed, { timeout: 3000 });
      const entry = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
      await entry.waitFor({ state: 'visible', timeout: 3000 });
      await page.waitForTimeout(200);
      await entry.click({ timeout: 3000 });
      return;
    } catch (error) {
      await page.keyboard.press('Escape');
      if (tries > 8) throw error;
    }
  }
}

function command(page, title) {
  return pick(page, 'F1', `>${title}`, title);
}

function openFile(page, path) {
  return pick(page, 'Control+P', path, path.split('/').at(-1));
}

async function openNotebook(page, path) {
  await openFile(page, path);
  await page.locator('.notebook-editor').first().waitFor({ state: 'visible', timeout: SLOW });
}

async function closeAll(page) {
  await command(page, 'View: Close All Editors');
  const dontSave = page.locator('.monaco-dialog-box .monaco-button').filter({ hasText: "Don't Save" });
  await page.waitForTimeout(500);
  if (await dontSave.isVisible()) await dontSave.click();
}

async function clearToasts(page) {
  await command(page, 'Notifications: Clear All Notifications');
  await page.waitForTimeout(300);
}

/** The document inside a webview: two frames deep, one for each that is open. */
async function frameWith(page, selector) {
  const started = Date.now();
  while (Date.now() - started < SLOW) {
    for (const frame of page.frames()) {
      const found = await frame
        .locator(selector)
        .count()
        .catch(() => 0);
      if (found > 0) return frame;
    }
    await page.waitForTimeout(200);
  }
  throw new Error(`no webview shows ${selector}`);
}

export const features = {
  'squiggles, status bar and hover': async ({ page, shoot }) => {
    await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    await openNotebook(page, 'churn.ipynb');
    await page.locator('.notebook-editor .squiggly-error').first().waitFor({ timeout: SLOW });
    const status = page
      .locator('.statusbar-item')
      .filter({ hasText: /problems?$/ })
      .first();
    await status.waitFor({ timeout: SLOW });
    const squiggle = page.locator('.notebook-editor .squiggly-error').first();
    const box = await squiggle.boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    const hover = page.locator('.monaco-hover').filter({ hasText: 'nbship' }).first();
    await hover.waitFor({ timeout: SLOW });
    assert.match((await hover.textContent()) ?? '', /Restart and Run All stops here.*nbship/s);
    await shoot('hover');
    await page.mouse.move(5, 5);
    await page.keyboard.press('Escape');
  },
  'the list behind the status bar': async ({ page, shoot }) => {
    await page
      .locator('.statusbar-item')
      .filter({ hasText: /problems?$/ })
      .first()
      .click();
    const rows = page.locator('.quick-input-list .monaco-list-row');
    await rows.filter({ hasText: 'threshold' }).first().waitFor({ timeout: SLOW });
    await shoot('list');
    await page.keyboard.press('Escape');
  },
  'the menu of quick fixes': async ({ page, shoot }) => {
    await page
      .locator('.statusbar-item')
      .filter({ hasText: /problems?$/ })
      .first()
      .click();
    await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'train_test_split' }).first().click();
    await page.locator('.notebook-editor .monaco-editor.focused').first().waitFor({ timeout: SLOW });
    const menu = page.locator('.action-widget').first();
    for (let tries = 0; tries < 10 && !(await menu.isVisible()); tries++) {
      await page.keyboard.press('Control+.');
      await page.waitForTimeout(1200);
    }
    const text = (await menu.textContent()) ?? '';
    assert.match(text, /Pass/);
    assert.match(text, /Ignore unseeded-random on this line/);
    await shoot('quick-fix');
    await menu.locator('.monaco-list-row').filter({ hasText: /^Pass/ }).first().click();
    await page.locator('.notebook-editor .view-line').filter({ hasText: 'random_state=42' }).first().waitFor({ timeout: SLOW });
    await page.keyboard.press('Control+Z');
  },
  'the Problems panel and the page of a rule': async ({ page, shoot }) => {
    await command(page, 'Problems: Focus on Problems View');
    const panel = page.locator('.markers-panel');
    await panel.locator('.monaco-list-row').filter({ hasText: 'nbship' }).first().waitFor({ timeout: SLOW });
    await shoot('problems');
    await panel
      .locator('a')
      .filter({ hasText: 'undefined-name' })
      .first()
      .click({ modifiers: ['Control'] });
    const frame = await frameWith(page, 'h1:has-text("undefined-name")');
    assert.match((await frame.locator('body').textContent()) ?? '', /Restart and Run All stops there/);
    await page.waitForTimeout(500);
    await shoot('rule-page');
    await command(page, 'View: Close Editor');
    await command(page, 'View: Hide Panel');
  },
  'the dependency view': async ({ page, shoot }) => {
    await openNotebook(page, 'churn.ipynb');
    await command(page, 'nbship: Show cell dependencies');
    const frame = await frameWith(page, 'g.cell');
    const cells = await frame.locator('g.cell').count();
    assert.ok(cells > 8, `${cells} cells`);
    assert.ok((await frame.locator('g.arrow').count()) > 8);
    assert.ok((await frame.locator('g.cell.error, g.cell.outOfOrder').count()) > 0);
    await page.waitForTimeout(500);
    await shoot('dependencies');
    await frame.locator('g.cell').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    assert.equal(await frame.locator('g.cell.focused').count(), 1);
    await page.keyboard.press('Enter');
    await page
      .locator('.notebook-editor .monaco-editor.focused, .notebook-editor .code-cell-row.focused')
      .first()
      .waitFor({ timeout: SLOW });
    await closeAll(page);
  },
  'the dependency view of 200 cells': async ({ page, shoot }) => {
    await openNotebook(page, 'many.ipynb');
    await command(page, 'nbship: Show cell dependencies');
    const frame = await frameWith(page, 'g.cell[data-cell="199"]');
    assert.equal(await frame.locator('g.cell').count(), 200);
    await page.waitForTimeout(800);
    await shoot('dependencies-200');
    await closeAll(page);
  },
  'an export that is refused': async ({ page, shoot }) => {
    await openNotebook(page, 'churn.ipynb');
    await command(page, 'nbship: Export to pipeline');
    const frame = await frameWith(page, '.refusals');
    assert.match((await frame.locator('.refusals').textContent()) ?? '', /Cell 17, line 3: `threshold`/);
    await frame.locator('.refusals a').first().click();
    await page.locator('.notebook-editor .monaco-editor.focused').first().waitFor({ timeout: SLOW });
    await shoot('refused');
    await closeAll(page);
  },
  'the plan of an export, and the export': async ({ page, shoot, workspace }) => {
    await openNotebook(page, 'repaired/churn.ipynb');
    await command(page, 'nbship: Export to pipeline');
    const frame = await frameWith(page, '.choices');
    assert.match((await frame.locator('body').textContent()) ?? '', /Stages.*Parameters.*Left out/s);
    await page.waitForTimeout(500);
    await shoot('export');
    await frame.locator('#choice-lock').selectOption('no');
    await frame.locator('#choice-tracking').selectOption('jsonl');
    await frame.locator('button', { hasText: 'Export' }).click();
    const toast = page.locator('.notification-toast').filter({ hasText: 'exported to' }).first();
    await toast.waitFor({ timeout: 60_000 });
    await frameWith(page, 'h1:has-text("churn")');
    assert.ok(existsSync(join(workspace, 'repaired/churn-pipeline/train.py')));
    await page.waitForTimeout(500);
    await shoot('exported');
    await clearToasts(page);
    await closeAll(page);
  },
  'a check of the whole workspace': async ({ page, shoot }) => {
    await command(page, 'nbship: Check all notebooks in workspace');
    const toast = page
      .locator('.notification-toast')
      .filter({ hasText: /problems in \d+ notebooks/ })
      .first();
    await toast.waitFor({ timeout: 60_000 });
    await toast.locator('.monaco-button').filter({ hasText: 'Show problems' }).click();
    await page.locator('.markers-panel .monaco-list-row').filter({ hasText: 'churn.ipynb' }).first().waitFor({ timeout: SLOW });
    await shoot('workspace');
    await command(page, 'View: Hide Panel');
  },
  'the change of pre-commit, shown first': async ({ page, shoot, workspace }) => {
    await command(page, 'nbship: Set up pre-commit');
    await page.locator('.monaco-diff-editor').first().waitFor({ timeout: SLOW });
    const toast = page.locator('.notification-toast').filter({ hasText: 'Add the nbship hook' }).first();
    await toast.waitFor({ timeout: SLOW });
    assert.equal(existsSync(join(workspace, '.pre-commit-config.yaml')), false);
    await page.waitForTimeout(700);
    await shoot('pre-commit');
    await toast.locator('.monaco-button').filter({ hasText: 'Write it' }).click();
    const started = Date.now();
    while (!existsSync(join(workspace, '.pre-commit-config.yaml')) && Date.now() - started < SLOW) await page.waitForTimeout(100);
    assert.equal(existsSync(join(workspace, '.pre-commit-config.yaml')), true);
    await clearToasts(page);
    await closeAll(page);
  },
  'the walkthrough': async ({ page, shoot }) => {
    await command(page, 'Welcome: Open Walkthrough');
    const entry = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Take a notebook to production' }).first();
    await entry.waitFor({ timeout: SLOW });
    await entry.click();
    await page.locator('.gettingStartedContainer').filter({ hasText: 'See what would go wrong' }).first().waitFor({ timeout: SLOW });
    await page.waitForTimeout(800);
    await shoot('walkthrough');
    await closeAll(page);
  },
};
