// A file's text becomes a notebook, whichever of the formats it is in.

import { readIpynb } from './nbformat.ts';
import type { ReadResult } from './notebook.ts';
import { readPercent } from './percent.ts';

/** Reads a notebook from the text of its file; the path decides the format. Never throws. */
export function readNotebook(path: string, text: string): ReadResult {
  return isPercent(path, text) ? readPercent(path, text) : readIpynb(path, text);
}

function isPercent(path: string, text: string): boolean {
  if (/\.ipynb$/i.test(path)) return false;
  return /\.pyw?$/i.test(path) || !/^\uFEFF?\s*[{[]/.test(text);
}
