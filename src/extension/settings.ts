// What the user has set, for one notebook.

import * as vscode from 'vscode';

import { resolveSettings, UserError, type Configuration, type Settings } from '../core/config/settings.ts';
import type { Severity } from '../core/rules/rule.ts';

export interface EditorSettings {
  readonly enable: boolean;
  /** When a notebook is checked: while typing, or when it is saved. */
  readonly run: 'onType' | 'onSave';
  /** Severities by rule; they win over the project's configuration. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** Dependency files that alone count, relative to the workspace folder; none for the nearest. */
  readonly dependencies: readonly string[];
  readonly cellStatus: boolean;
  readonly python: string;
}

export function settingsFor(uri: vscode.Uri): EditorSettings {
  const settings = vscode.workspace.getConfiguration('nbship', uri);
  return {
    enable: settings.get<boolean>('enable', true),
    run: settings.get<'onType' | 'onSave'>('run', 'onType'),
    rules: settings.get<Record<string, Severity | 'off'>>('rules', {}),
    dependencies: settings.get<string[]>('dependencies', []),
    cellStatus: settings.get<boolean>('cellStatus', true),
    python: settings.get<string>('python', ''),
  };
}

/**
 * The settings of a check: the project's configuration, and the user's own severities above it. What is not valid is told in the
 * log and not used: an editor goes on where a command line would stop.
 */
export function checkSettings(uri: vscode.Uri, configuration: Configuration, log: Pick<vscode.LogOutputChannel, 'warn'>): Settings {
  const { rules } = settingsFor(uri);
  try {
    return resolveSettings({ ...configuration, severity: { ...configuration.severity, ...rules } });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    log.warn(`${error.message}; the configuration is not used`);
    return resolveSettings({});
  }
}
