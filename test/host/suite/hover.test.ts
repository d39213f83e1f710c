// The story of a variable, as the editor shows it where the pointer rests.

import { strict as assert } from 'node:assert';

import * as vscode from 'vscode';

import { code, eventually, makeNotebook } from './support.ts';

async function hoverAt(cell: vscode.NotebookCell, line: number, character: number): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    cell.document.uri,
    new vscode.Position(line, character),
  );
  return hovers
    .flatMap((each) => each.contents.map((content) => (typeof content === 'string' ? content : content.value)))
    .filter((text) => text.includes('nbship'))
    .join('\n');
}

describe('the hover', () => {
  it('tells where a variable is made, changed and read', async () => {
    const document = await makeNotebook('f/story.ipynb', [code('rows = [1]'), code('rows.append(2)'), code('print(rows)')]);
    await eventually(async () => {
      const text = await hoverAt(document.cellAt(2), 0, 7);
      assert.match(text, /`rows` from top to bottom/);
      assert.match(text, /cell 1 made: `list`/);
      assert.match(text, /cell 2 changed/);
      assert.match(text, /\*\*cell 3\*\* read/);
    });
  });

  it('is silent on attributes and on what is no variable', async () => {
    const document = await makeNotebook('f/attribute.ipynb', [code('rows = [1]'), code('rows.append(rows)')]);
    await eventually(async () => assert.match(await hoverAt(document.cellAt(1), 0, 1), /nbship/));
    assert.equal(await hoverAt(document.cellAt(1), 0, 6), '');
  });
});
