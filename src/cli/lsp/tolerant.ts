// Notebook changes as the library can take them: it stumbles over a changed cell that it does not know.

import type { Connection } from 'vscode-languageserver/node';

/** Passes over changes of unknown cells; what else comes with them is kept. */
export function tolerateUnknownCells({ notebooks }: Connection, known: { getNotebookCell(uri: string): unknown }): void {
  const { synchronization } = notebooks;
  const listen: typeof synchronization.onDidChangeNotebookDocument = (handler) =>
    synchronization.onDidChangeNotebookDocument(({ notebookDocument, change: { cells, ...change } }) => {
      const coming = new Set(cells?.structure?.array.cells?.map((each) => each.document));
      const data = cells?.data?.filter((each) => coming.has(each.document) || known.getNotebookCell(each.document) !== undefined);
      const { data: _, ...others } = cells ?? {};
      const rest = cells && { ...others, ...(data && data.length > 0 ? { data } : {}) };
      return handler({ notebookDocument, change: { ...change, ...(rest ? { cells: rest } : {}) } });
    });
  const value = { ...synchronization, onDidChangeNotebookDocument: listen };
  Object.defineProperty(notebooks, 'synchronization', { value });
}
