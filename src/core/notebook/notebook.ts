// The notebook as all of nbship sees it, whatever file it came from.

/** `code`, `markdown` and `raw` as in nbformat 4. */
export type CellKind = 'code' | 'markdown' | 'raw';

/** What a cell showed when it last ran, reduced to what the analysis reads. */
export interface Output {
  /** nbformat's output_type. */
  readonly kind: 'stream' | 'display_data' | 'execute_result' | 'error';
  /** Plain text shown; for an error its `ename: evalue`. */
  readonly text: string;
  /** The exception's class name, for kind `error`. */
  readonly errorName?: string;
}

export interface Cell {
  /** 0-based among all cells of the file. */
  readonly index: number;
  /** The id of nbformat 4.5 and later. */
  readonly id: string | undefined;
  readonly kind: CellKind;
  /** Language of this cell in lower case, e.g. `python`; a `%%bash` cell is still a python cell. */
  readonly language: string;
  /** Source with `\n` line ends. */
  readonly source: string;
  /** `execution_count` (prompt_number in nbformat 3), null where it never ran or was stripped. */
  readonly executionCount: number | null;
  readonly tags: readonly string[];
  readonly outputs: readonly Output[];
  readonly metadata: Readonly<Record<string, unknown>>;
  /** The 1-based physical line of the file on which each source line stands; as long as the source has lines. */
  readonly fileLines: readonly number[];
}

export interface Notebook {
  /** As given by the front, shown to people and written into findings. */
  readonly path: string;
  readonly format: 'ipynb' | 'percent';
  /** E.g. 4 and 5; percent files say 4 and 5 too. */
  readonly nbformat: number;
  readonly nbformatMinor: number;
  /** Language of the kernel in lower case, `python` where nothing is said. */
  readonly language: string;
  readonly cells: readonly Cell[];
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Comments above the first marker of a percent file, from its first line. */
  readonly preamble?: string;
}

/** Why a file is not read as a notebook, in words a person can act on. */
export interface ReadProblem {
  readonly path: string;
  /** E.g. `cells[3].source`, or `` for the file as a whole. */
  readonly jsonPath: string;
  readonly line?: number;
  readonly expected: string;
  readonly found: string;
}

export type ReadResult =
  | { readonly kind: 'notebook'; readonly notebook: Notebook }
  /** A sound notebook that nbship has nothing to say about, e.g. of another language. */
  | { readonly kind: 'skipped'; readonly path: string; readonly reason: string }
  | { readonly kind: 'invalid'; readonly problem: ReadProblem };
