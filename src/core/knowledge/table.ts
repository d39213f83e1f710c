// The shape of what is known about a library: data keyed by qualified names, one table per library.

/** An argument by name and, where it may be given by position, its 0-based position (receiver not counted). */
export interface ArgumentFact {
  readonly name: string;
  readonly position?: number;
  /** Older or newer names of the same argument, e.g. `random_state` and `seed` of what is `rng` now. */
  readonly also?: readonly string[];
}

/** All named arguments have one of the listed constant values; a missing argument has its default from `defaults`. */
export type Condition = Readonly<Record<string, readonly (string | number | boolean | null)[]>>;

/** A generator of a whole library. */
export type GlobalGenerator = 'numpy' | 'random' | 'torch' | 'tensorflow' | 'polars' | 'jax';

/** A draw of random numbers by a call, or by the fitting of an estimator. */
export interface DrawFact {
  /**
   * The generator drawn from when no seed argument is given: a global one,
   * `self` for a method of a generator object, `fresh` for one seeded by the operating system at each call.
   */
  readonly from: GlobalGenerator | 'self' | 'fresh';
  /** The argument that takes a seed or generator; with a constant or a generator in it the call is not a draw from `from`. */
  readonly seed?: ArgumentFact;
  /** It draws when any of these holds; absent means always. */
  readonly when?: readonly Condition[];
  /** It does not draw when any of these holds. */
  readonly unless?: readonly Condition[];
  /** It draws only where this argument is given. */
  readonly given?: string;
  /** It chooses between columns: fitted on a single one it draws nothing that matters. */
  readonly amongColumns?: boolean;
  /** Only a picture depends on what is drawn; it matters because it moves the generator on for the draws that follow. */
  readonly shown?: boolean;
  /** What to pass where a number alone is no seed; `{seed}` stands for it. */
  readonly remedy?: string;
  /** Defaults of the arguments that the conditions name. */
  readonly defaults?: Readonly<Record<string, string | number | boolean | null>>;
}

export interface CallFact {
  /** Qualified class of the result, `self` for the receiver, `none`; absent means nothing is known. `[A, B]` is a tuple of these. */
  readonly returns?: string | readonly string[];
  /** Qualified class of the elements of its result. */
  readonly holds?: string;
  /** What it changes: `self`, or argument positions; absent means nothing is changed. */
  readonly mutates?: readonly ('self' | number)[];
  /** It changes the receiver when this argument is true, and then returns None, e.g. `inplace`. */
  readonly mutatesWhen?: ArgumentFact;
  /** The result may share its content with `self` or an argument position (views, `.values`, `asarray`). */
  readonly shares?: readonly ('self' | number)[];
  readonly draws?: DrawFact;
  /** What it draws besides, from another generator. */
  readonly drawsToo?: DrawFact;
  /** It seeds a generator from this argument. */
  readonly seeds?: {
    readonly generator: GlobalGenerator | 'self';
    readonly argument: ArgumentFact;
    /** Other global generators that it seeds with the same number. */
    readonly also?: readonly GlobalGenerator[];
    /** It seeds with a number of its own where none is given. */
    readonly fixed?: boolean;
  };
  /** The argument that names a file it reads or writes. */
  readonly reads?: ArgumentFact;
  readonly writes?: ArgumentFact;
  /** The ending it adds to the name of the file it writes where that has another, e.g. `.npy`. */
  readonly writesWith?: string;
  /** The argument, an array, that it fills with its result, e.g. `out`. */
  readonly fills?: ArgumentFact;
  /** Its result is a metric; which direction is better. */
  readonly metric?: 'higher' | 'lower' | 'unknown';
  /** It only shows something: `figure` draws on the current figure, `output` prints. */
  readonly shows?: 'figure' | 'output';
  /** It changes settings of the whole library or of the process. `display` settings change no value. */
  readonly sets?: 'display' | 'values' | 'environment';
  /** Its elements come in the order in which the system keeps them. */
  readonly unordered?: boolean;
  /** It asks only for the form of what it is given: how many rows, which columns, of what type. */
  readonly form?: boolean;
  /** Argument positions or names that are functions it surely calls. */
  readonly calls?: readonly (number | string)[];
  /** Argument positions that are iterated over to their end, or moved on, while the call runs: a generator given there runs. */
  readonly consumes?: readonly number[];
  /** Arguments that are estimators which the call fits, mostly a copy of them: it draws where they do. */
  readonly fits?: readonly ArgumentFact[];
  /** It fits its receiver, and what that holds, as `fit` does. */
  readonly trains?: boolean;
  /** How many processes fit them: no global seed reaches those beyond the first. */
  readonly workers?: ArgumentFact;
}

export interface ClassFact {
  /** Qualified names of bases that have facts of their own, nearest first. */
  readonly bases?: readonly string[];
  /** What it is to machine learning. */
  readonly role?: 'estimator' | 'transformer' | 'splitter' | 'search' | 'generator' | 'frame' | 'array' | 'results';
  /** Facts of the constructor; `draws` of an estimator stand in `fitting`. */
  readonly construct?: CallFact;
  /** What fitting an instance draws, judged by the constructor's arguments. */
  readonly fitting?: DrawFact;
  /** Each pass over it draws this. */
  readonly iterating?: DrawFact;
  /** Qualified class of what `object[key]` gives. */
  readonly items?: string;
  /** Fitting draws this too, or instead, but its result does not depend on it: it only moves the generator on for later draws. */
  readonly movesOn?: DrawFact;
  /** The estimators it holds are given seeds drawn from its own generator when it is fitted: their own draws do not count. */
  readonly governs?: boolean;
  /** Methods that fail before it is fitted. */
  readonly unfitted?: readonly string[];
  /** What fitting refuses: missing values or text among the features, text in the target. */
  readonly refuses?: readonly string[];
  /** What an estimator predicts. */
  readonly predicts?: 'class' | 'number' | 'cluster' | 'outlier' | 'density';
  /** Names of constructor arguments in order, where positions matter, e.g. `['n_clusters', 'init']`. */
  readonly parameters?: readonly string[];
  readonly methods?: Readonly<Record<string, CallFact>>;
  /** Attributes whose value shares the instance's content, e.g. `values`, `T`. */
  readonly views?: readonly string[];
  /** Qualified class of attributes, e.g. `columns: 'pandas.Index'`. */
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface LibraryTable {
  /** Top-level import name, e.g. `sklearn`. */
  readonly library: string;
  /** Version the facts were read from. */
  readonly version: string;
  /** Where hand-written facts come from. */
  readonly source: string;
  /** Keyed by the qualified name as users import it, e.g. `sklearn.model_selection.train_test_split`. */
  readonly functions: Readonly<Record<string, CallFact>>;
  readonly classes: Readonly<Record<string, ClassFact>>;
  /**
   * What holds for functions and methods that have no fact: `pure` changes nothing, `figure` draws on the current figure,
   * `unknown` may change its receiver and arguments.
   */
  readonly others: 'pure' | 'figure' | 'unknown';
  /** Other names of the same thing, e.g. `sklearn.ensemble._forest.RandomForestClassifier`. */
  readonly aliases?: Readonly<Record<string, string>>;
}
