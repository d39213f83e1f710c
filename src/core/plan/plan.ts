// The plan of an export: a value one can look at and print before anything is written.

import type { Span } from '../text/span.ts';

/** What a stage mostly does; decides its module. */
export type StageKind = 'data' | 'features' | 'model' | 'evaluate' | 'figures';

/** A replacement in the user's own source, in offsets of the cell's source. */
export interface SourceEdit {
  readonly span: Span;
  readonly text: string;
}

/** A statement that is kept: a slice of the user's source with edits. */
export interface Kept {
  readonly step: number;
  readonly cell: number;
  readonly span: Span;
  readonly edits: readonly SourceEdit[];
  /** Lines put after it, e.g. `tracker.metric("accuracy", accuracy)`. */
  readonly after: readonly string[];
  /** Why it is kept, e.g. "needed by cell 12 through df". */
  readonly reason: string;
}

/** What flows between stages: a notebook variable. */
export interface Port {
  readonly name: string;
  /** Qualified type where known, e.g. `pandas.DataFrame`. */
  readonly type: string;
}

export interface Stage {
  /** Function name, e.g. `train_random_forest`. */
  readonly name: string;
  readonly kind: StageKind;
  /** From the notebook's heading, for the docstring. */
  readonly title: string | undefined;
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  readonly statements: readonly Kept[];
  /** Config sections it reads, e.g. `model`. */
  readonly parameters: readonly string[];
  /** Import lines that its code needs. */
  readonly imports: readonly string[];
  /** Names from functions.py that its code uses. */
  readonly functions: readonly string[];
  /** Whether it records metrics. */
  readonly records: boolean;
  /** Lines at its start for names that it reads as a builtin or import and binds later, e.g. `from sklearn import svm`. */
  readonly prelude?: readonly string[];
}

/** A value lifted into the config. */
export interface Parameter {
  /** Dotted key, e.g. `model.n_estimators`. */
  readonly key: string;
  /** The literal as written in the notebook. */
  readonly source: string;
  readonly value: ParameterValue;
  readonly type: 'int' | 'float' | 'str' | 'bool' | 'list';
  readonly cell: number;
  readonly span: Span;
}
export type ParameterValue = string | number | boolean | readonly ParameterValue[];

export interface Metric {
  /** As in the notebook, e.g. `accuracy`; `score.*` where a loop gives one for each of its rounds. */
  readonly name: string;
  readonly cell: number;
  /** Where its statement begins, as an offset of the cell's source. */
  readonly at: number;
  /** What is recorded, as the notebook writes it, e.g. `accuracy_score(y_test, predicted)`; undefined for one name of several. */
  readonly expression: string | undefined;
  /** What the call is given beside, so that it gives numbers and no text: `output_dict=True`. */
  readonly keyword?: string;
  readonly direction: 'higher' | 'lower' | 'unknown';
}

/** A file that the notebook reads and the project carries in data/raw. */
export interface DataFile {
  /** As written in the notebook. */
  readonly path: string;
  /** Inside the project, e.g. `data/raw/churn.csv`. */
  readonly target: string;
  readonly parameter: string;
}

/** A fitted model that the pipeline returns. */
export interface TrainedModel {
  readonly name: string;
  /** Under which name it is recorded, where several models have the same variable. */
  readonly recorded?: string;
  readonly type: string;
  readonly stage: string;
  /** The variable with the rows it is asked about, so that predictions can be compared; undefined where none is left at the end. */
  readonly features: string | undefined;
}

/** Fitted transformers and a model as one pipeline, from raw features to predictions. */
export interface JoinedModel {
  /** Under which it is recorded, e.g. `model_pipeline`. */
  readonly name: string;
  /** The model's own name. */
  readonly whole: string;
  /** Variables of its parts in order, the model last. */
  readonly steps: readonly string[];
  /** The variable with the raw features. */
  readonly features: string;
}

export interface Dropped {
  readonly cell: number;
  readonly span: Span;
  readonly source: string;
  /** E.g. "only displays a value". */
  readonly why: string;
}

export interface Plan {
  readonly notebook: string;
  /** Package name, e.g. `churn`. */
  readonly package: string;
  readonly stages: readonly Stage[];
  /** Functions and classes of the notebook that live in functions.py. */
  readonly functions: readonly Kept[];
  /** Import lines that functions.py needs. */
  readonly imports: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly metrics: readonly Metric[];
  readonly models: readonly TrainedModel[];
  readonly joined: readonly JoinedModel[];
  readonly data: readonly DataFile[];
  /** Environment variables that the notebook sets, as lines that must run before anything is imported. */
  readonly environment: readonly string[];
  /** Top-level import names, e.g. `sklearn`. */
  readonly dependencies: readonly string[];
  /** Packages that the notebook installs by `%pip install`, e.g. `openpyxl`. */
  readonly installs: readonly string[];
  /** What the notebook imports beside, for statements that are dropped. */
  readonly notebookDependencies: readonly string[];
  readonly dropped: readonly Dropped[];
  readonly seed: number;
  /** What generated code calls its configuration and tracker: names that the notebook does not use. */
  readonly names: { readonly config: string; readonly tracker: string };
  /** Source of every cell by index, for slices. */
  readonly sources: ReadonlyMap<number, string>;
}

/** Why a notebook is not exported. */
export interface Refusal {
  readonly cell: number;
  readonly span: Span;
  readonly message: string;
}

export type PlanResult =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] };

/** A file of the exported project, held in memory; `path` is relative with `/`. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}
