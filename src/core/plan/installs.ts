// What a notebook installs for itself: its packages are dependencies of the project, imported or not.

import { installsIn } from '../python/install.ts';
import type { Magic } from '../python/module.ts';
import type { Context } from './context.ts';

/** Names of packages after `%pip install` and `!pip install`, as PEP 503 normalises them, e.g. `openpyxl`. */
export function installsOf(context: Context): readonly string[] {
  const names = context.model.modules.flatMap((module) =>
    module.items.flatMap((item) => (item.kind === 'magic' ? installedBy(item.magic, module.source) : [])),
  );
  return [...new Set(names)].sort((a, b) => (a < b ? -1 : 1));
}

/** Nothing for files of requirements, addresses and folders: what these hold is not in the notebook. */
export function installedBy(magic: Magic, source: string): readonly string[] {
  return installsIn(magic, source)
    .filter((each) => each.program === 'pip')
    .flatMap((each) => each.packages.flatMap(({ distribution }) => distribution ?? []));
}
