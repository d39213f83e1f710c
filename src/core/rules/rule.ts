// The contract of a rule: what it declares, what it is given, what it yields.

import type { Edit } from '../text/edit.ts';
import type { Place } from '../text/span.ts';
import type { Model } from '../semantics/model.ts';

export type Severity = 'error' | 'warning' | 'information';
export type Category = 'order' | 'names' | 'randomness' | 'environment' | 'data' | 'syntax';
/** `safe` never changes what the code computes and may run in bulk; a person chooses a `suggested` one. */
export type FixKind = 'safe' | 'suggested';

export interface Fix {
  readonly title: string;
  readonly kind: FixKind;
  readonly edits: readonly Edit[];
}

/** Another place that makes the finding readable, e.g. "last bound here, in cell 7, executed as [12]". */
export interface Related {
  readonly at: Place;
  readonly message: string;
}

/** The three sentences of a message; `{key}` is replaced from the finding's data. */
export interface Message {
  /** What is so, e.g. "`{name}` is used here, and no cell binds it." */
  readonly what: string;
  readonly why: string;
  readonly how: string;
}

export type Data = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** What a rule yields; the engine adds rule, severity and rendered text. */
export interface Report<Key extends string = string> {
  readonly message: Key;
  readonly data: Data;
  readonly at: Place;
  readonly related?: readonly Related[];
  readonly fix?: Fix;
  /** Where this one is worth more or less than the rule's own severity. */
  readonly severity?: Severity;
}

export interface RuleContext<Options> {
  readonly model: Model;
  readonly options: Options;
}

export interface Rule<Options = unknown, Key extends string = string> {
  /** File, page, diagnostic code, configuration key and suppression token, e.g. `undefined-name`. */
  readonly id: string;
  readonly summary: string;
  readonly category: Category;
  readonly severity: Severity;
  /** The kind of fix it may offer, if any. */
  readonly fix?: FixKind;
  /** `false` for a rule that speaks of much that is sound: it runs only where it is selected, or given a severity. */
  readonly enabled?: false;
  readonly since: string;
  readonly messages: Readonly<Record<Key, Message>>;
  /** Defaults of the rule's options. */
  readonly options: Options;
  check(context: RuleContext<Options>): Iterable<Report<Key>>;
}

/** Declares a rule, keeping its message keys and options typed. */
export function defineRule<Options extends object, Key extends string>(rule: Rule<Options, Key>): Rule<Options, Key> {
  return rule;
}

/** A finding: plain JSON, complete in itself. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** The key of the rule's message. */
  readonly key: string;
  /** `what`, with the data filled in. */
  readonly message: string;
  readonly why: string;
  readonly how: string;
  readonly data: Data;
  readonly at: Place;
  readonly related: readonly Related[];
  readonly fix?: Fix;
}
