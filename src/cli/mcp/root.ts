// The folder that a server for agents works in: what lies outside it is refused, also behind links.

import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, isAbsolute } from 'node:path';

import { UserError } from '../../core/config/user-error.ts';

export interface Root {
  readonly folder: string;
  /** The absolute path of what an agent names; throws a UserError for what lies outside. It need not exist. */
  pathOf(named: string): string;
  holds(path: string): boolean;
}

export function rootAt(folder: string): Root {
  const real = realpathSync(folder);
  const holds = (path: string): boolean => isInside(real, realOf(path));
  return {
    folder: real,
    holds,
    pathOf: (named) => {
      const path = resolve(real, named);
      if (!holds(path))
        throw new UserError(`${named}: outside the folder that this server works in (${real}); \`nbship mcp --root\` names another`);
      return path;
    },
  };
}

/** Links followed as far as the path exists; what does not exist yet stays as it is written. */
function realOf(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const parent = dirname(path);
  return parent === path ? path : join(realOf(parent), relative(parent, path));
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !/^\.\.[\\/]/.test(way) && !isAbsolute(way));
}
