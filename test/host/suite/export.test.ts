// "Export to pipeline" in the editor: the plan, the refusal, the written project.

import { strict as assert } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';

import * as vscode from 'vscode';

import type { StartedOnMachine } from '../../../src/extension/node/main.ts';
import { code, eventually, openNotebook, workspaceFolder, writeNotebook } from './support.ts';

function exporter(): StartedOnMachine['exporter'] {
  const extension = vscode.extensions.getExtension<StartedOnMachine>('nbship.nbship');
  if (!extension?.isActive) throw new Error('the extension is not active');
  return extension.exports.exporter;
}

function churn(which: string): vscode.Uri {
  return vscode.Uri.file(`${workspaceFolder()}/churn/${which}`);
}

describe('export to pipeline', () => {
  it('plans a notebook that runs from top to bottom', async () => {
    await openNotebook(churn('repaired/churn.ipynb'));
    const planned = await exporter().plan(churn('repaired/churn.ipynb'));
    assert.equal(planned.kind, 'plan');
    assert.ok(planned.kind === 'plan' && planned.plan.stages.length > 1 && planned.plan.parameters.length > 1);
  });

  it('refuses one that does not, with its reasons', async () => {
    const planned = await exporter().plan(churn('churn.ipynb'));
    assert.ok(planned.kind === 'refused' && planned.refusals.some((each) => each.message.includes('threshold')), JSON.stringify(planned));
  });

  it('tells of a file that is no notebook', async () => {
    const uri = writeNotebook('x/empty.ipynb', [code('')]);
    const planned = await exporter().plan(vscode.Uri.file(`${uri.fsPath}.gone`));
    assert.equal(planned.kind, 'failed');
  });

  it('shows the plan before anything is written', async () => {
    await openNotebook(churn('repaired/churn.ipynb'));
    await vscode.commands.executeCommand('nbship.exportToPipeline');
    await eventually(() => {
      const labels = vscode.window.tabGroups.all.flatMap((group) => group.tabs.map((tab) => tab.label));
      assert.ok(labels.includes('Export churn.ipynb'), labels.join(', '));
    });
    assert.equal(existsSync(`${workspaceFolder()}/churn/repaired/churn-pipeline`), false);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('writes the project', async () => {
    const target = `${workspaceFolder()}/out/churn`;
    assert.equal(await exporter().write(churn('repaired/churn.ipynb'), { target, tracking: 'jsonl', lock: false }), true);
    assert.match(readFileSync(`${target}/churn/pipeline.py`, 'utf8'), /def run/);
    assert.ok(existsSync(`${target}/requirements.txt`) && existsSync(`${target}/export_report.json`));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});
