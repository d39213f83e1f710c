// Names as Python compares them: identifiers are normalized (NFKC), so `ﬁt` and `fit` are one.

import type { Located } from './ast.ts';
import { descendantsOf } from './walk.ts';

/** Fields that hold names; strings in other fields are the user's text. */
const nameFields = ['id', 'arg', 'attr', 'name', 'asname', 'rest', 'module', 'names', 'kwd_attrs'] as const;

/** Normalizes the names of parsed statements; quick where the source has nothing to normalize. */
export function normalizeNames(source: string, body: readonly Located[]): void {
  if (isAscii(source) || source.normalize('NFKC') === source) return;
  renameAll(body, (name) => name.normalize('NFKC'));
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) >= 0x80) return false;
  return true;
}

/** Gives every name in a tree its new name. */
export function renameAll(body: readonly Located[], rename: (name: string) => string): void {
  for (const statement of body) {
    for (const node of descendantsOf(statement)) {
      const values = new Map<string, unknown>(Object.entries(node));
      for (const field of nameFields) {
        const value = values.get(field);
        if (typeof value === 'string') Object.assign(node, { [field]: rename(value) });
        else if (Array.isArray(value) && value.every((each) => typeof each === 'string'))
          Object.assign(node, { [field]: value.map(rename) });
      }
    }
  }
}
