// What fixes change, as a diff that `git apply` and people read.

import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

/** Of the file's own text, so that it can be applied; `before` is undefined for a new file. */
export function diffText(path: string, before: string | undefined, after: string): string {
  const shown = path.replaceAll('\\', '/');
  return createTwoFilesPatch(before === undefined ? '/dev/null' : `a/${shown}`, `b/${shown}`, before ?? '', after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
}
