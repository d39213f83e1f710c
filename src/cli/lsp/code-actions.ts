// Quick fixes of findings, what hides them, and "fix all", as edits that the protocol can carry.

import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { CodeAction, CodeActionParams, Diagnostic, Range, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver/node';

import { chooseFixes } from '../../core/lint/fix.ts';
import { suppressCell, suppressLine } from '../../core/lint/suppressing.ts';
import type { Finding } from '../../core/rules/rule.ts';
import { editedFile, type Edit, type FileEdit } from '../../core/text/edit.ts';
import type { Analysis } from './analyses.ts';
import { diagnosticOf } from './diagnostics.ts';
import { textEdits } from './text-edits.ts';
import type { OwnEdit } from './views.ts';

export const FIX_ALL = 'source.fixAll.nbship';
const QUICK_FIX = 'quickfix';

/** What a client says it can do with edits. */
export interface EditSupport {
  /** Edits tied to the version of a document that they speak of. */
  readonly versions: boolean;
  /** New files. */
  readonly create: boolean;
}

export function codeActions(analysis: Analysis, { textDocument, range, context }: CodeActionParams, support: EditSupport): CodeAction[] {
  const wants = (kind: string): boolean => context.only === undefined || context.only.some((each) => `${kind}.`.startsWith(`${each}.`));
  const actions = wants(QUICK_FIX) ? quickFixes(analysis, textDocument.uri, range, support) : [];
  // "Fix all" is for those who ask for it, e.g. on saving; in the menu of a line a quick fix says the same.
  const all = context.only !== undefined && wants(FIX_ALL) ? fixAll(analysis, support) : undefined;
  return all ? [...actions, { title: 'Fix all safe problems', kind: FIX_ALL, edit: all.edit }] : actions;
}

function quickFixes(analysis: Analysis, uri: string, range: Range, support: EditSupport): CodeAction[] {
  const { view, findings } = analysis;
  const here = findings.flatMap((finding) => {
    const found = diagnosticOf(view, finding);
    return found?.uri === uri && touches(found.diagnostic.range, range) ? [{ finding, diagnostic: found.diagnostic }] : [];
  });
  if (here.length === 0) return [];
  const fixes = here.flatMap(({ finding, diagnostic }) => {
    const edit = finding.fix && workspaceEdit(analysis, finding.fix.edits, support);
    return finding.fix && edit ? [{ title: finding.fix.title, kind: QUICK_FIX, diagnostics: [diagnostic], isPreferred: true, edit }] : [];
  });
  const all = fixAll(analysis, support);
  const together =
    all && all.count > 1 ? [{ title: `Fix all ${all.count} safe problems of this notebook`, kind: QUICK_FIX, edit: all.edit }] : [];
  return [...fixes, ...together, ...here.flatMap(({ finding, diagnostic }) => hiding(analysis, finding, diagnostic, support))];
}

function hiding(analysis: Analysis, { rule, at }: Finding, diagnostic: Diagnostic, support: EditSupport): CodeAction[] {
  const module = analysis.model.modules.find((each) => each.cell === at.cell);
  if (!module || rule === 'unused-suppression') return [];
  const action = (where: string, change: Edit): CodeAction[] => {
    const edit = workspaceEdit(analysis, [change], support);
    return edit ? [{ title: `Ignore ${rule} ${where}`, kind: QUICK_FIX, diagnostics: [diagnostic], edit }] : [];
  };
  return [...action('on this line', suppressLine(module, rule, at)), ...action('in this cell', suppressCell(module, rule))];
}

/** All safe fixes that the client can apply and that do not touch each other. */
function fixAll(analysis: Analysis, support: EditSupport): { readonly edit: WorkspaceEdit; readonly count: number } | undefined {
  const possible = analysis.findings.filter((each) => each.fix?.kind === 'safe' && workspaceEdit(analysis, each.fix.edits, support));
  const chosen = chooseFixes(possible, ['safe']);
  const edits = chosen.flatMap((each) => each.fix?.edits ?? []);
  const edit = edits.length === 0 ? undefined : workspaceEdit(analysis, edits, support);
  return edit && { edit, count: chosen.length };
}

/** Undefined where the client cannot apply all of it: half a fix is none. */
function workspaceEdit({ view, around }: Analysis, edits: readonly Edit[], support: EditSupport): WorkspaceEdit | undefined {
  const own = view
    .edited(unrepeated(edits.filter((each): each is OwnEdit => each.kind !== 'editFile')))
    ?.filter((each) => each.edits.length > 0);
  const files = fileChanges(
    edits.filter((each) => each.kind === 'editFile'),
    around.base,
    support,
  );
  if (!own || !files) return undefined;
  if (!support.versions) return { changes: Object.fromEntries(own.map(({ uri, edits: changes }) => [uri, [...changes]])) };
  const versioned = own.map(({ uri, version, edits: changes }): TextDocumentEdit => ({
    textDocument: { uri, version },
    edits: [...changes],
  }));
  return { documentChanges: [...versioned, ...files] };
}

/** Several findings may be mended by one and the same edit. */
function unrepeated(edits: readonly OwnEdit[]): readonly OwnEdit[] {
  return [...new Map(edits.map((each) => [JSON.stringify(each), each])).values()];
}

type Changes = NonNullable<WorkspaceEdit['documentChanges']>;

/** Edits of other files of the project, from what stands on the disk. Only for clients with versioned edits: others have no way to make a file. */
function fileChanges(edits: readonly FileEdit[], base: string, support: EditSupport): Changes | undefined {
  if (edits.length === 0) return [];
  if (!support.versions || base === '') return undefined;
  const changes: Changes = [];
  for (const path of new Set(edits.map((each) => each.path))) {
    const place = resolve(base, path);
    const before = existsSync(place) ? readFileSync(place, 'utf8') : undefined;
    const after = editedFile(
      before,
      edits.filter((each) => each.path === path),
    );
    if (after === undefined || (before === undefined && !support.create)) return undefined;
    const uri = pathToFileURL(place).href;
    if (before === undefined) changes.push({ kind: 'create', uri });
    // A version of null is the protocol's word for a file that is not open.
    changes.push({ textDocument: { uri, version: null }, edits: [...textEdits(before ?? '', after)] });
  }
  return changes;
}

function touches(one: Range, other: Range): boolean {
  const before = (a: Range['start'], b: Range['start']): boolean => a.line < b.line || (a.line === b.line && a.character <= b.character);
  return before(one.start, other.end) && before(other.start, one.end);
}
