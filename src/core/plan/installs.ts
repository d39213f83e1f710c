// What a notebook installs for itself: its packages are dependencies of the project, imported or not.

import type { Magic } from '../python/module.ts';
import type { Context } from './context.ts';

/** Names of packages after `%pip install` and `!pip install`, as PEP 503 normalises them, e.g. `openpyxl`. */
export function installsOf(context: Context): readonly string[] {
  const names = context.steps.flatMap((step) => (step.item.kind === 'magic' ? installedBy(step.item.magic) : []));
  return [...new Set(names)].sort((a, b) => (a < b ? -1 : 1));
}

/** Nothing for files of requirements, addresses and folders: what these hold is not in the notebook. */
export function installedBy(magic: Magic): readonly string[] {
  const command = magic.kind === 'shell' ? magic.argument : `${magic.name} ${magic.argument}`;
  const given = /^\s*(?:\S*python3?\s+-m\s+)?(?:uv\s+)?pip3?\s+install\s+(.+)$/.exec(command)?.[1];
  if (given === undefined) return [];
  const words = given.split(/\s*(?:#|&&|;|\|)/)[0]?.match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
  const names: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]?.replace(/^["']|["']$/g, '') ?? '';
    if (/^(-r|-c|-i|-f|-t|--\w[\w-]*(?<!upgrade|quiet|user|pre|no-deps|no-cache-dir))$/.test(word)) at++;
    const name = /^([A-Za-z0-9][\w.-]*)(?:\[[\w,\s-]*\])?\s*(?:[<>=!~].*)?$/.exec(word)?.[1];
    if (name !== undefined && !word.includes('/') && !/\.(whl|zip|tar\.gz|txt)$/.test(word))
      names.push(name.toLowerCase().replace(/[-_.]+/g, '-'));
  }
  return names;
}
