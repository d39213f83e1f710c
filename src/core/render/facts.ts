// What rendering must know beside the plan: the environment, the data, the notebook's file.

/** A part of a project that is there only where it was asked for. */
export type Extra = 'service' | 'docker' | 'ci' | 'pre-commit' | 'dvc' | 'drift' | 'registry' | 'sweep' | 'kubernetes' | 'conda' | 'poetry';

/** A file of data that the project carries; `path` is inside the project. */
export interface DataFact {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  /** By which DVC knows it. */
  readonly md5: string;
}

export interface RenderFacts {
  /** Of the notebook's interpreter, e.g. `3.11.7`. */
  readonly pythonVersion: string;
  /** Distributions that the notebook's kept code imports, e.g. `scikit-learn`. */
  readonly dependencies: readonly string[];
  /** Distributions that only its dropped statements import. */
  readonly notebookDependencies: readonly string[];
  /** Everything installed beside them, e.g. `numpy==2.4.6`. */
  readonly constraints: readonly string[];
  /** `jsonl` where MLflow cannot be installed beside the notebook's versions. */
  readonly tracking: 'mlflow' | 'jsonl';
  readonly dataFiles: readonly DataFact[];
  /** What was asked for beside the training. */
  readonly extras: readonly Extra[];
  /** Where DVC keeps the data: a folder or an address. */
  readonly dvcRemote?: string;
  readonly notebookSha256: string;
  /** What was repaired in the copy of the notebook, in order. */
  readonly repairs: readonly { readonly cell: number; readonly rule: string; readonly title: string }[];
  /** Inside the project, e.g. `notebooks/churn.ipynb`. */
  readonly notebookFile: string;
  readonly nbshipVersion: string;
}
