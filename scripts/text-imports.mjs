// Hooks for Node's loader: pages, Python files and templates are imported as text, as the bundle has them.

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const TEXT = /\.(?:md|py|tmpl)$/;

export async function load(url, context, next) {
  const [path] = url.split('?');
  if (!path.startsWith('file:') || !TEXT.test(path)) return next(url, context);
  const text = await readFile(fileURLToPath(path), 'utf8');
  return { format: 'module', shortCircuit: true, source: `export default ${JSON.stringify(text)};` };
}
