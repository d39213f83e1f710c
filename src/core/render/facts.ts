// What rendering must know beside the plan: the environment, the data, the notebook's file.

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
  readonly dataFiles: readonly { readonly path: string; readonly size: number; readonly sha256: string }[];
  readonly notebookSha256: string;
  /** Inside the project, e.g. `notebooks/churn.ipynb`. */
  readonly notebookFile: string;
  readonly nbshipVersion: string;
}
