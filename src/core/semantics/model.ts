// Everything known of one notebook; what rules and the plan ask.

import type { Notebook } from '../notebook/notebook.ts';
import type { Module } from '../python/module.ts';
import type { Place } from '../text/span.ts';
import type { Run, Step } from './events.ts';
import type { History } from './history.ts';
import type { Ports } from './ports.ts';

/** An import as written; one per imported top-level package and place. */
export interface ImportFact {
  /** The module as written, e.g. `sklearn.ensemble`. */
  readonly module: string;
  /** Its first part, e.g. `sklearn`. */
  readonly root: string;
  readonly at: Place;
  /** What `from module import a, b` takes out of it; empty for others. */
  readonly names: readonly string[];
  /** By a statement, by a call such as `importlib.import_module("x")`, or as an extension of IPython (`%load_ext x`). */
  readonly way: 'statement' | 'call' | 'extension';
  /** Inside a `try` that has a handler, or under a condition. */
  readonly optional: boolean;
  /** Relative imports have a level of 1 or more and name no distribution. */
  readonly level: number;
}

export interface Model {
  readonly notebook: Notebook;
  /** One per Python code cell, in document order. */
  readonly modules: readonly Module[];
  readonly steps: readonly Step[];
  readonly document: Run;
  /** Present where the execution counts tell an order other than the document's. */
  readonly session: Run | undefined;
  readonly history: History;
  readonly imports: readonly ImportFact[];
  readonly ports: Ports;
}
