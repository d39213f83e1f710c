// What the command line can tell of the world outside a notebook.

import type { Ports } from '../core/semantics/ports.ts';

/** Facts for the notebook at an absolute path; kept by folder, since notebooks of a folder share them. */
export function portsFor(_path: string): Ports {
  return {};
}
