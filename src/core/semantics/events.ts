// What one abstract run of a notebook yields: a trace of events, and for every step what it read and wrote.

import type { Removal } from '../knowledge/removals.ts';
import type { Item } from '../python/module.ts';
import type { ExprNode } from '../python/ast.ts';
import type { Place } from '../text/span.ts';

/** One top-level item of a code cell; the unit of slicing. Steps are numbered in document order over the notebook, from 0. */
export interface Step {
  readonly index: number;
  readonly cell: number;
  readonly item: Item;
  readonly at: Place;
}

/** An object of the abstract heap as others may see it. */
export interface Thing {
  readonly id: number;
  /**
   * Qualified name of its class, e.g. `pandas.DataFrame`, `sklearn.svm.SVC`, `builtins.list`, `builtins.function`, `builtins.module`;
   * for a class of the notebook its plain name; `unknown` where nothing is known.
   */
  readonly type: string;
  /** The qualified name it stands for, for modules, library functions and classes, e.g. `numpy.random.rand`. */
  readonly qualified: string | undefined;
  /** Where it was made. */
  readonly at: Place;
  /** The step that made it. */
  readonly step: number;
}

/** What a name or expression may be: up to 4 things; `open` when it may be something else too. */
export interface Possible {
  readonly things: readonly Thing[];
  readonly open: boolean;
  /** The value, where it is one known string, number, boolean or None. */
  readonly constant?: { readonly value: string | number | boolean | bigint | null };
}

/** The event that met a use: the step that wrote what is read, and where. */
export interface Provider {
  readonly step: number;
  readonly at: Place;
  readonly certain: boolean;
}

/**
 * Something that can be written and read:
 * `name:df` a notebook variable, `object:12` the content of a heap object (`Thing.id`), `generator:numpy` a global random generator,
 * `file:data.csv` a file by the path as written, `file:*` any file, `figure` the current figure, `settings:pandas` module-wide settings,
 * `environment` working directory, environment variables and sys.path, `output` what a person sees.
 */
export type Location = string;

export interface Read {
  readonly location: Location;
  /** Steps whose write may be what is read, in document order; none when it comes from outside the notebook. */
  readonly providers: readonly number[];
  /** Only its form was asked for: how many rows, which columns, of what type; values of the same form give the same. */
  readonly form?: boolean;
}

export interface Write {
  readonly location: Location;
  /** False when it may not happen, or may leave part of what was there. A mutation is a read and a write. */
  readonly certain: boolean;
}

/** What one step did, calls into functions included. Each location occurs at most once in `reads` and in `writes`. */
export interface Flow {
  readonly step: Step;
  readonly reads: readonly Read[];
  readonly writes: readonly Write[];
  /** Notebook variables that the step bound, with what they are after it. */
  readonly bound: ReadonlyMap<string, Possible>;
  /** Notebook variables it unbound. */
  readonly unbound: readonly string[];
  /** False when the run may not reach it (after a certain failure). */
  readonly reached: boolean;
}

export interface Happening {
  readonly at: Place;
  /** The step in progress; `at` may lie in another cell, in a function's body. */
  readonly step: number;
  /** True when it surely happens if the run gets to this step; false under a branch. */
  readonly certain: boolean;
  /** 0 at top level, n inside n interpreted calls. */
  readonly depth: number;
}

export type BindHow =
  | 'assign'
  | 'augment'
  | 'import'
  | 'def'
  | 'class'
  | 'for'
  | 'with'
  | 'except'
  | 'match'
  | 'walrus'
  | 'magic'
  | 'broken'
  | 'call';

/** A generator of random numbers: a library's global one, or an object. */
export interface Generator {
  /** `numpy`, `random`, `torch`, `tensorflow`, `polars`, `jax` for global ones, `fresh` for one that the system seeds, else the id of the object. */
  readonly id: string | number;
  /** What a person calls it, e.g. "NumPy's global generator". */
  readonly label: string;
}

export type GeneratorState = 'seeded' | 'unseeded' | 'unknown';

/**
 * What is required: a `name`; an estimator that was `fitted`; a `column` of a frame, `key` of a dict, `attribute` of an object; a `file`;
 * the same `rows` in both arguments; no missing value (`complete`); no text (`numeric`).
 */
export type Slot = 'name' | 'fitted' | 'column' | 'key' | 'attribute' | 'file' | 'rows' | 'complete' | 'numeric';

export type Event =
  | (Happening & { readonly kind: 'bind'; readonly name: string; readonly how: BindHow; readonly value: Possible })
  | (Happening & { readonly kind: 'unbind'; readonly name: string })
  /** A notebook variable is read. */
  | (Happening & { readonly kind: 'use'; readonly name: string; readonly providers: readonly Provider[] })
  /** A requirement that is not surely met. `met: 'no'` with `certain` is a failure. Those that are met are not recorded for slot `name`. */
  | (Happening & {
      readonly kind: 'need';
      readonly slot: Slot;
      /** The missing name, column, key, attribute or path; for `fitted`, `rows`, `complete` and `numeric` what asks for it, e.g. `SVC.predict`. */
      readonly name: string;
      readonly met: 'yes' | 'no' | 'unknown';
      /** Why not: never bound, unbound by `del`, bound only under a condition, a local read before it is bound, a free variable not bound yet. */
      readonly cause: 'never' | 'deleted' | 'condition' | 'local' | 'enclosing' | 'other';
      readonly object: number | undefined;
      /** What it is about in words a message may use, e.g. `age` for the column that has missing values. */
      readonly detail?: string;
      readonly providers: readonly Provider[];
      /** The calls on the way from the step to here, outermost first; empty at top level. */
      readonly calls: readonly Place[];
    })
  | (Happening & { readonly kind: 'mutate'; readonly object: number; readonly slot: string | undefined })
  | (Happening & {
      readonly kind: 'call';
      readonly how: 'interpreted' | 'modelled' | 'unknown';
      /** Qualified name, e.g. `pandas.read_csv`, `sklearn.svm.SVC.fit`; undefined for what nothing is known of. */
      readonly callee: string | undefined;
      readonly node: ExprNode;
      readonly receiver: Thing | undefined;
      readonly result: Possible;
      /** Its result is a metric or score. */
      readonly metric?: boolean;
      /** For what fits, splits, scores and resamples: the data it is given. */
      readonly given?: readonly Given[];
      /** The types of all that it fits: of its receiver, and of what that holds, e.g. a pipeline's steps. */
      readonly fits?: readonly string[];
      readonly traits?: readonly Trait[];
    })
  | (Happening & LessonOf)
  /** Rows are divided without a library's splitter, e.g. `df[:800]` and `df[800:]`; `given` is what was divided. */
  | (Happening & { readonly kind: 'part'; readonly given: readonly Given[] })
  /** The best of several scores is taken: by `max`, `argmax`, sorting, or by keeping what is better in a loop. */
  | (Happening & { readonly kind: 'choose'; readonly scores: readonly number[] })
  /** The target is among the features, as it is or within a column that is calculated from it; or it is calculated from them alone. */
  | (Happening & {
      readonly kind: 'echo';
      readonly how: 'same' | 'derived' | 'source';
      readonly column: string;
      readonly target: string;
      /** Where the column was calculated. */
      readonly made: Place | undefined;
    })
  | (Happening & {
      readonly kind: 'draw';
      readonly generator: Generator;
      readonly state: GeneratorState;
      readonly callee: string;
      readonly node: ExprNode;
      /** The parameter that would take a seed, e.g. `random_state`; undefined where the call has none. */
      readonly parameter: string | undefined;
      /** Where the generator or estimator was made without a seed, where that is another place than the draw. */
      readonly made: Place | undefined;
      /** It is an estimator or splitter that draws: when it is fitted, or when it splits. */
      readonly estimator?: boolean;
      /** What to pass where a number alone is no seed; `{seed}` stands for it. */
      readonly remedy?: string;
      /** Only a picture depends on what is drawn. */
      readonly shown?: boolean;
      /** It happens in other processes than the one that a global seed reaches. */
      readonly workers?: boolean;
      readonly seeds: readonly Provider[];
    })
  /** A generator is given a seed; `looped` in the body of a loop, where it is given at each round. */
  | (Happening & {
      readonly kind: 'seed';
      readonly generator: Generator;
      /** The call, e.g. `numpy.random.seed`. */
      readonly by: string;
      readonly constant: boolean;
      readonly looped: boolean;
    })
  /** A seed is given to what draws nothing under its arguments. */
  | (Happening & { readonly kind: 'idle'; readonly callee: string; readonly parameter: string })
  | (Happening & { readonly kind: 'read' | 'write'; readonly path: string | undefined; readonly node: ExprNode })
  /** The order of elements decides something, and it is another in each process (`hash`) or on each machine (`listing`). */
  | (Happening & { readonly kind: 'unordered'; readonly by: 'hash' | 'listing'; readonly callee: string; readonly made: Place })
  /** Shown to a person: by print, display, or as a cell's last expression. */
  | (Happening & {
      readonly kind: 'display';
      readonly node: ExprNode;
      readonly how: 'print' | 'display' | 'last';
      readonly value: Possible;
    })
  /** From here on less is known, and why. `names` means any notebook variable may have been bound or rebound. */
  | (Happening & {
      readonly kind: 'havoc';
      readonly reason: 'budget' | 'magic' | 'star' | 'exec' | 'gap' | 'shell' | 'unparsed' | 'dynamic';
      readonly scope: 'names' | 'object' | 'files';
      readonly detail: string;
    })
  /**
   * Something outside the notebook's variables is set: the working folder, an environment variable, the places of modules, a setting
   * of a library. `by` is the call, `os.environ` or a magic such as `%cd`; `value` its first text: the folder, the variable's name.
   */
  | (Happening & { readonly kind: 'environment'; readonly by: string; readonly value: string | undefined })
  /** A name of IPython's that stands for the history of the session, e.g. `_`, `Out`, `_i3`. */
  | (Happening & { readonly kind: 'history'; readonly name: string })
  /** A name or argument that later versions of its library no longer have. */
  | (Happening & { readonly kind: 'outdated'; readonly removal: Removal; readonly exact: boolean })
  | (Happening & { readonly kind: 'stop'; readonly error: string });

/**
 * How a call fits, splits or samples: in the body of a loop; until the score on what it is given to evaluate gets worse, or keeping the
 * best state by it (`stops`); with rows taken more than once (`repeats`); without shuffling (`ordered`); given groups that it does not
 * look at (`groups`); evaluating on rows that it sets aside itself (`validates`).
 */
export type Trait = 'looped' | 'stops' | 'repeats' | 'ordered' | 'groups' | 'validates';

/** Data that a call is given. */
export interface Given {
  readonly id: number;
  /** The parameter, e.g. `X`, where it is given by name or the parameter of its position is one that we know. */
  readonly name: string;
  /** Which rows it has, as `states.ts` writes them; empty where that is not known. */
  readonly rows: string;
  /** Names of columns that its values are calculated from, where they are known. */
  readonly from?: readonly string[];
}

/** Something calculated from rows is put into these rows: they are scaled, filled, encoded or chosen by it. */
interface LessonOf {
  readonly kind: 'lesson';
  readonly how: 'scale' | 'fill' | 'encode' | 'select';
  /** E.g. `mean`, `corr`. */
  readonly name: string;
  /** The object whose rows have taught it. */
  readonly data: number;
  /** The column that is encoded by, or correlated with. */
  readonly column: string | undefined;
}

export type EventOf<Kind extends Event['kind']> = Extract<Event, { kind: Kind }>;

/** One abstract execution of the cells in one order. */
export interface Run {
  /** `document` is what Restart and Run All will do; `session` is what the execution counts say happened. */
  readonly order: 'document' | 'session';
  readonly events: readonly Event[];
  /** One per step that ran, in the order they ran. */
  readonly flows: readonly Flow[];
  /** What each notebook variable is at the end. */
  readonly finals: ReadonlyMap<string, Possible>;
}
