// Keeps the findings of what a client has opened true to its text: when to analyse, and what the last analysis said.

import { lint } from '../../core/lint/lint.ts';
import { parseKept } from '../../core/python/kept.ts';
import type { Module } from '../../core/python/module.ts';
import type { Finding } from '../../core/rules/rule.ts';
import { portsWithInline } from '../../core/project/inline.ts';
import { buildModel } from '../../core/semantics/build.ts';
import type { Model } from '../../core/semantics/model.ts';
import type { Around } from './surroundings.ts';
import type { Opened, View } from './views.ts';

export interface Analysis {
  readonly view: View;
  readonly around: Around;
  readonly model: Model;
  readonly findings: readonly Finding[];
}

export type Outcome = { readonly kind: 'analysis'; readonly analysis: Analysis } | Exclude<Opened, { readonly kind: 'view' }>;

interface Open {
  readonly modules: Map<string, Module>;
  timer: ReturnType<typeof setTimeout> | undefined;
  /** Raised by every change; an outcome speaks of the state that it was made at. */
  state: number;
  last: { readonly state: number; readonly outcome: Outcome } | undefined;
  /** The wait before the next analysis, in milliseconds; grows with what the last one took. */
  delay: number;
}

/** Between two key strokes of one word there is no analysis; where one is slow there are fewer. */
const SHORTEST = 120;
const LONGEST = 1500;

export interface Client {
  /** What stands under a URI now; undefined where it was closed. */
  open(uri: string): Opened | undefined;
  around(uri: string): Promise<Around>;
  /** Shows what an analysis came to. */
  show(uri: string, outcome: Outcome): void;
  /** A bug of nbship's, told and survived: the next change is analysed again. */
  failed(uri: string, error: unknown): void;
}

export class Analyses {
  readonly #open = new Map<string, Open>();
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Something under a URI changed; it is analysed after a pause, or at once. */
  changed(uri: string, delay?: number): void {
    const open = this.#opened(uri);
    open.state += 1;
    clearTimeout(open.timer);
    open.timer = setTimeout(() => {
      this.fresh(uri).catch((error: unknown) => this.#client.failed(uri, error));
    }, delay ?? open.delay);
  }

  changedAll(): void {
    for (const uri of this.#open.keys()) this.changed(uri, 0);
  }

  forget(uri: string): void {
    clearTimeout(this.#open.get(uri)?.timer);
    this.#open.delete(uri);
  }

  /** An analysis of what stands under a URI at this moment; undefined where that is no notebook of ours. */
  async fresh(uri: string): Promise<Analysis | undefined> {
    const known = this.#open.get(uri);
    if (!known) return undefined;
    if (known.last?.state !== known.state) {
      const around = await this.#client.around(uri);
      // While the files were read the document may have been closed, changed, or analysed for another request.
      const opened = this.#open.get(uri) === known && known.last?.state !== known.state ? this.#client.open(uri) : undefined;
      if (opened) this.#run(uri, known, opened, around);
    }
    return known.last?.outcome.kind === 'analysis' ? known.last.outcome.analysis : undefined;
  }

  #run(uri: string, open: Open, opened: Opened, around: Around): void {
    clearTimeout(open.timer);
    const { state } = open;
    const started = performance.now();
    const outcome: Outcome = opened.kind === 'view' ? { kind: 'analysis', analysis: analyse(opened.view, around, open.modules) } : opened;
    open.delay = Math.min(LONGEST, Math.max(SHORTEST, (performance.now() - started) * 4));
    open.last = { state, outcome };
    this.#client.show(uri, outcome);
  }

  #opened(uri: string): Open {
    const known = this.#open.get(uri) ?? { modules: new Map(), timer: undefined, state: 0, last: undefined, delay: SHORTEST };
    this.#open.set(uri, known);
    return known;
  }
}

function analyse(view: View, around: Around, kept: Map<string, Module>): Analysis {
  const cells = view.notebook.cells.filter((each) => each.kind === 'code' && each.language === 'python');
  const modules = cells.map((each) => parseKept(kept, view.keyOf(each.index), each));
  const keys = new Set(cells.map((each) => view.keyOf(each.index)));
  for (const key of kept.keys()) if (!keys.has(key)) kept.delete(key);
  const model = buildModel(view.notebook, modules, portsWithInline(around.ports, view.notebook));
  return { view, around, model, findings: lint(model, around.settings) };
}
