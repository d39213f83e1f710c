// The content of data files where DVC looks for it: its cache, and a remote that is a folder.

import { chmodSync, copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';

/**
 * Copies each file to `files/md5/ab/cdef...` of the project's cache, and of the remote where that is an absolute path. DVC 3 keeps
 * both so (documentation of its internal files); `dvc push` and `dvc pull` then work as after `dvc add`.
 */
export function keepForDvc(
  data: readonly { readonly to: string; readonly md5: string }[],
  folder: string,
  remote: string | undefined,
): void {
  const stores = [join(folder, '.dvc', 'cache'), ...(remote !== undefined && isAbsolute(remote) ? [remote] : [])];
  for (const store of stores)
    for (const { to, md5 } of data) {
      const path = join(store, 'files', 'md5', md5.slice(0, 2), md5.slice(2));
      if (existsSync(path)) continue;
      mkdirSync(dirname(path), { recursive: true });
      copyFileSync(join(folder, to), path);
      chmodSync(path, 0o444);
    }
}
