// Which fixes become actions, and that half a fix is never offered.

import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';

import { resolveSettings } from '../../../src/core/config/settings.ts';
import { parseModule } from '../../../src/core/python/parse.ts';
import type { Finding, Fix } from '../../../src/core/rules/rule.ts';
import { buildModel } from '../../../src/core/semantics/build.ts';
import type { Analysis } from '../../../src/cli/lsp/analyses.ts';
import { codeActions, FIX_ALL, type EditSupport } from '../../../src/cli/lsp/code-actions.ts';
import { openedText } from '../../../src/cli/lsp/views.ts';
import { folderWith } from '../ran.ts';

const ALL: EditSupport = { versions: true, create: true };
const TEXT = '# %%\na = 1\nb = 2\n';
const RANGE = { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } };

function analysisOf(fixes: readonly Fix[], base = ''): Analysis {
  const opened = openedText(TextDocument.create('file:///a.py', 'python', 1, TEXT), 'a.py');
  if (opened.kind !== 'view') throw new Error(opened.kind);
  const { view } = opened;
  const findings = fixes.map((fix): Finding => ({
    rule: 'undefined-name',
    severity: 'error',
    key: '',
    message: 'm',
    why: '',
    how: '',
    data: {},
    related: [],
    at: { cell: 0, span: { start: 0, end: 1 } },
    fix,
  }));
  const model = buildModel(view.notebook, [parseModule({ index: 0, source: view.notebook.cells[0]?.source ?? '' })]);
  return { view, model, findings, around: { settings: resolveSettings({}), ports: {}, base } };
}

const replacing = (start: number, text: string, kind: Fix['kind'] = 'safe'): Fix => ({
  title: `to ${text}`,
  kind,
  edits: [{ kind: 'replaceText', at: { cell: 0, span: { start, end: start + 1 } }, text }],
});

const asked = (analysis: Analysis, only?: string[], support = ALL): ReturnType<typeof codeActions> =>
  codeActions(
    analysis,
    { textDocument: { uri: 'file:///a.py' }, range: RANGE, context: { diagnostics: [], ...(only ? { only } : {}) } },
    support,
  );

function text(action: ReturnType<typeof codeActions>[number] | undefined): string {
  const [change] = action?.edit?.documentChanges ?? [];
  const edits = change && 'edits' in change ? change.edits.flatMap((each) => ('newText' in each ? [each] : [])) : [];
  return TextDocument.applyEdits(TextDocument.create('file:///a.py', 'python', 1, TEXT), edits);
}

describe('codeActions', () => {
  it('makes all safe fixes in one edit, and leaves those that a person chooses', () => {
    const [action, ...more] = asked(analysisOf([replacing(0, 'x'), replacing(6, 'y'), replacing(4, '5', 'suggested')]), [FIX_ALL]);
    expect(more).toEqual([]);
    expect(action?.kind).toBe(FIX_ALL);
    expect(text(action)).toBe('# %%\nx = 1\ny = 2\n');
  });

  it('answers for kinds above its own, and for no others', () => {
    const analysis = analysisOf([replacing(0, 'x')]);
    expect(asked(analysis, ['source']).map((each) => each.kind)).toEqual([FIX_ALL]);
    expect(asked(analysis, ['source.organizeImports', 'source.fixAll.other', 'refactor'])).toEqual([]);
    expect(asked(analysis, ['quickfix']).map((each) => each.kind)).toEqual(['quickfix', 'quickfix', 'quickfix']);
  });

  it('edits another file of the project from what stands there now', () => {
    const folder = folderWith({ 'requirements.txt': 'numpy\npandas\n' });
    const file: Fix = {
      title: 'pin',
      kind: 'suggested',
      edits: [{ kind: 'editFile', path: 'requirements.txt', line: 2, found: 'pandas', text: 'pandas==2' }],
    };
    const [action] = asked(analysisOf([file], folder));
    expect(action?.edit?.documentChanges).toMatchObject([
      { textDocument: { version: null }, edits: [{ range: { start: { line: 1, character: 0 } }, newText: 'pandas==2\n' }] },
    ]);
    const changed: Fix = { ...file, edits: [{ kind: 'editFile', path: 'requirements.txt', line: 2, found: 'pandas>1', text: 'x' }] };
    expect(asked(analysisOf([changed], folder)).map((each) => each.title)).not.toContain('pin');
  });

  it('makes a new file only where the client can', () => {
    const folder = folderWith({});
    const file: Fix = { title: 'pin', kind: 'suggested', edits: [{ kind: 'editFile', path: 'requirements.txt', text: 'pandas==2' }] };
    const [action] = asked(analysisOf([file], folder));
    expect(action?.edit?.documentChanges).toMatchObject([{ kind: 'create' }, { edits: [{ newText: 'pandas==2\n' }] }]);
    for (const support of [
      { versions: true, create: false },
      { versions: false, create: true },
    ])
      expect(asked(analysisOf([file], folder), undefined, support).map((each) => each.title)).not.toContain('pin');
  });

  it('writes plain changes for clients that know no versions', () => {
    const [action] = asked(analysisOf([replacing(0, 'x')]), undefined, { versions: false, create: false });
    expect(action?.edit).toEqual({
      changes: { 'file:///a.py': [{ range: { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } }, newText: 'x = 1\n' }] },
    });
  });
});
