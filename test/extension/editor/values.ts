// The editor's values: places, diagnostics, code actions, as `@types/vscode` describes them, as far as our code uses them.

import type * as vscode from 'vscode';

export class Uri {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;

  private constructor(parts: { scheme: string; authority?: string; path?: string; query?: string; fragment?: string }) {
    this.scheme = parts.scheme;
    this.authority = parts.authority ?? '';
    this.path = parts.path ?? '';
    this.query = parts.query ?? '';
    this.fragment = parts.fragment ?? '';
  }

  static from(parts: { scheme: string; authority?: string; path?: string; query?: string; fragment?: string }): Uri {
    return new Uri(parts);
  }

  static file(path: string): Uri {
    return new Uri({ scheme: 'file', path });
  }

  static parse(text: string): Uri {
    const [, scheme = 'file', authority = '', path = '', query = '', fragment = ''] =
      /^([^:/?#]+):(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/.exec(text) ?? [];
    return new Uri({ scheme, authority, path: decodeURIComponent(path), query, fragment });
  }

  static joinPath(base: Uri, ...segments: readonly string[]): Uri {
    const parts: string[] = [];
    for (const each of [base.path, ...segments].join('/').split('/')) {
      if (each === '..') parts.pop();
      else if (each !== '' && each !== '.') parts.push(each);
    }
    return base.with({ path: `/${parts.join('/')}` });
  }

  get fsPath(): string {
    return this.path;
  }

  with(change: { scheme?: string; authority?: string; path?: string; query?: string; fragment?: string }): Uri {
    return new Uri({ ...this.toJSON(), ...change });
  }

  toString(): string {
    const { scheme, authority, path, query, fragment } = this;
    const host = authority !== '' || scheme === 'file' ? `//${authority}` : '';
    const encoded = path.split('/').map(encodeURIComponent).join('/');
    return `${scheme}:${host}${encoded}${query === '' ? '' : `?${query}`}${fragment === '' ? '' : `#${fragment}`}`;
  }

  toJSON(): { scheme: string; authority: string; path: string; query: string; fragment: string } {
    const { scheme, authority, path, query, fragment } = this;
    return { scheme, authority, path, query, fragment };
  }
}

export class Position {
  readonly line: number;
  readonly character: number;

  constructor(line: number, character: number) {
    this.line = line;
    this.character = character;
  }

  compareTo(other: Position): number {
    return this.line - other.line || this.character - other.character;
  }
}

export class Range {
  readonly start: Position;
  readonly end: Position;

  constructor(startLine: number, startCharacter: number, endLine: number, endCharacter: number) {
    this.start = new Position(startLine, startCharacter);
    this.end = new Position(endLine, endCharacter);
  }

  /** Ranges that merely touch meet in an empty one. */
  intersection(other: Range): Range | undefined {
    const start = this.start.compareTo(other.start) > 0 ? this.start : other.start;
    const end = this.end.compareTo(other.end) < 0 ? this.end : other.end;
    return start.compareTo(end) > 0 ? undefined : new Range(start.line, start.character, end.line, end.character);
  }
}

export class Location {
  readonly uri: Uri;
  readonly range: Range;

  constructor(uri: Uri, range: Range) {
    this.uri = uri;
    this.range = range;
  }
}

export const DiagnosticSeverity = { Error: 0, Warning: 1, Information: 2, Hint: 3 } satisfies Record<
  keyof typeof vscode.DiagnosticSeverity,
  number
>;
export const DiagnosticTag = { Unnecessary: 1, Deprecated: 2 } satisfies Record<keyof typeof vscode.DiagnosticTag, number>;

export class DiagnosticRelatedInformation {
  readonly location: Location;
  readonly message: string;

  constructor(location: Location, message: string) {
    this.location = location;
    this.message = message;
  }
}

export class Diagnostic {
  source: string | undefined;
  code: string | number | { readonly value: string | number; readonly target: Uri } | undefined;
  relatedInformation: readonly DiagnosticRelatedInformation[] | undefined;
  tags: readonly number[] | undefined;
  readonly range: Range;
  readonly message: string;
  readonly severity: number;

  constructor(range: Range, message: string, severity: number = DiagnosticSeverity.Error) {
    this.range = range;
    this.message = message;
    this.severity = severity;
  }
}

export class CodeActionKind {
  static readonly QuickFix = new CodeActionKind('quickfix');
  static readonly Notebook = new CodeActionKind('notebook');
  static readonly RefactorExtract = new CodeActionKind('refactor.extract');
  readonly value: string;

  private constructor(value: string) {
    this.value = value;
  }

  append(part: string): CodeActionKind {
    return new CodeActionKind(`${this.value}.${part}`);
  }

  contains(other: CodeActionKind): boolean {
    return other.value === this.value || other.value.startsWith(`${this.value}.`);
  }

  intersects(other: CodeActionKind): boolean {
    return this.contains(other) || other.contains(this);
  }
}

export class CodeAction {
  edit: unknown;
  command: unknown;
  diagnostics: readonly Diagnostic[] | undefined;
  isPreferred: boolean | undefined;
  readonly title: string;
  readonly kind: CodeActionKind;

  constructor(title: string, kind: CodeActionKind) {
    this.title = title;
    this.kind = kind;
  }
}

export class MarkdownString {
  readonly value: string;

  constructor(value: string) {
    this.value = value;
  }
}

export class ThemeColor {
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }
}

export class NotebookCellStatusBarItem {
  tooltip: string | undefined;
  command: unknown;
  readonly text: string;
  readonly alignment: number;

  constructor(text: string, alignment: number) {
    this.text = text;
    this.alignment = alignment;
  }
}

export const NotebookCellKind = { Markup: 1, Code: 2 } satisfies Record<keyof typeof vscode.NotebookCellKind, number>;
export const NotebookCellStatusBarAlignment = { Left: 1, Right: 2 } satisfies Record<
  keyof typeof vscode.NotebookCellStatusBarAlignment,
  number
>;
export const NotebookEditorRevealType = { Default: 0, InCenter: 1, InCenterIfOutsideViewport: 2, AtTop: 3 } satisfies Record<
  keyof typeof vscode.NotebookEditorRevealType,
  number
>;
export const StatusBarAlignment = { Left: 1, Right: 2 } satisfies Record<keyof typeof vscode.StatusBarAlignment, number>;
export const ProgressLocation = { SourceControl: 1, Window: 10, Notification: 15 } satisfies Record<
  keyof typeof vscode.ProgressLocation,
  number
>;
export const QuickPickItemKind = { Separator: -1, Default: 0 } satisfies Record<keyof typeof vscode.QuickPickItemKind, number>;
export const FileType = { Unknown: 0, File: 1, Directory: 2, SymbolicLink: 64 } satisfies Record<keyof typeof vscode.FileType, number>;
export const CodeActionTriggerKind = { Invoke: 1, Automatic: 2 } satisfies Record<keyof typeof vscode.CodeActionTriggerKind, number>;
export const ViewColumn = { Active: -1, Beside: -2, One: 1 };
