// What a client says of itself when it begins, and the paths behind its URIs.

import { fileURLToPath } from 'node:url';

import type { InitializeParams } from 'vscode-languageserver/node';

import type { EditSupport } from './code-actions.ts';

export interface ClientFacts {
  /** Absolute paths of the workspace's folders. */
  readonly folders: readonly string[];
  readonly edits: EditSupport;
  /** It can be asked to watch files. */
  readonly watches: boolean;
}

export const NO_CLIENT: ClientFacts = { folders: [], edits: { versions: false, create: false }, watches: false };

export function clientFacts({ capabilities: { workspace }, workspaceFolders, rootUri }: InitializeParams): ClientFacts {
  const uris = workspaceFolders?.map((each) => each.uri) ?? (typeof rootUri === 'string' ? [rootUri] : []);
  return {
    folders: uris.flatMap((each) => pathOf(each) ?? []),
    edits: {
      versions: workspace?.workspaceEdit?.documentChanges === true,
      create: workspace?.workspaceEdit?.resourceOperations?.includes('create') === true,
    },
    watches: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
  };
}

/**
 * The absolute path behind a URI, undefined for what is not on this machine. JupyterLab may send notebooks as copies in
 * `.virtual_documents`, beside which no data and no modules lie.
 */
export function pathOf(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri).replace(/[\\/]\.virtual_documents(?=[\\/]|$)/, '');
  } catch (error) {
    // E.g. `file://host/share` where the system knows no hosts, and a `%` that escapes nothing.
    if (error instanceof TypeError || error instanceof URIError) return undefined;
    throw error;
  }
}

/** The innermost workspace folder that holds a path. */
export function folderOf(path: string, folders: readonly string[]): string | undefined {
  const holding = folders.filter((each) => path.startsWith(each) && /^[\\/]|[\\/]$/.test(path.slice(each.length - 1, each.length + 1)));
  return holding.toSorted((a, b) => b.length - a.length)[0];
}

/** As messages call it: relative to the workspace folder where it lies in one. */
export function shownPath(uri: string, folders: readonly string[]): string {
  const path = pathOf(uri);
  if (path === undefined) return uri.replace(/^[\w-]+:(\/\/[^/]*)?/, '').replace(/[?#].*$/, '');
  const folder = folderOf(path, folders);
  return folder === undefined ? path : path.slice(folder.length).replace(/^[\\/]/, '');
}
