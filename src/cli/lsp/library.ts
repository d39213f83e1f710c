// What the language server stands on; the bundle keeps it in a file of its own, which only `nbship lsp` loads.

export { createConnection, DidChangeWatchedFilesNotification, NotebookDocuments, TextDocuments } from 'vscode-languageserver/node';
export { TextDocument } from 'vscode-languageserver-textdocument';
