// The frame of our webviews: strict about what they may load, coloured by the editor's theme.

import * as vscode from 'vscode';

/** The page of a webview that runs one of our scripts; nothing else is loaded, from here or from the network. */
export function pageOf(webview: vscode.Webview, extension: vscode.Uri, script: string, title: string, style: string): string {
  const nonce = nonceOf();
  const source = webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', script)).toString();
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}';">
<title>${escaped(title)}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<script nonce="${nonce}" src="${source}"></script>
</body>
</html>`;
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function nonceOf(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((each) => each.toString(16).padStart(2, '0')).join('');
}
