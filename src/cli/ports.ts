// What the command line can tell of the world outside a notebook.

import type { Ports } from '../core/semantics/ports.ts';
import { projectFactsFor } from './project.ts';

/** Facts for the notebook at an absolute path. */
export function portsFor(path: string, cwd: string): Ports {
  return { project: projectFactsFor(path, cwd) };
}
