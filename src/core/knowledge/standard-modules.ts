// Which modules are Python's own, in one version or in any.

import { STANDARD_LIBRARY, STANDARD_SINCE, STANDARD_UNTIL } from './generated/standard-library.ts';

/** Whether a top-level module belongs to Python's standard library: in that version, e.g. `3.11.7`, or in any where none is known. */
export function isStandard(root: string, version?: string): boolean {
  if (!STANDARD_LIBRARY.has(root)) return false;
  if (version === undefined) return true;
  const [since, until] = [lookUp(STANDARD_SINCE, root), lookUp(STANDARD_UNTIL, root)];
  return (since === undefined || !isOlder(version, since)) && (until === undefined || isOlder(version, until));
}

/** The first version without a module that was Python's own, e.g. `3.12` for `distutils`. */
export function leftIn(root: string): string | undefined {
  return lookUp(STANDARD_UNTIL, root);
}

function lookUp(table: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** By major and minor number, e.g. `3.9.2` is older than `3.10`. */
function isOlder(version: string, than: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [otherMajor = 0, otherMinor = 0] = than.split('.').map(Number);
  return major === otherMajor ? minor < otherMinor : major < otherMajor;
}
