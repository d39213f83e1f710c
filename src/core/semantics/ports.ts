// What lies outside the notebook, provided by the fronts; every port may be absent.

import type { Place } from '../text/span.ts';

/** How a distribution is asked for in the project's files. */
export interface Declaration {
  /** Normalised name (PEP 503), e.g. `scikit-learn`. */
  readonly distribution: string;
  /** The requirement as written, e.g. `scikit-learn>=1.4`. */
  readonly requirement: string;
  /** True where it admits one version only (`==1.4.2`, a direct URL with a commit or file). */
  readonly pinned: boolean;
  /** Path of the file as shown to people, and its 1-based line. */
  readonly path: string;
  readonly line: number;
  /** The whole line as it stands there, where the requirement has it to itself. */
  readonly written?: string;
  /** The PEP 723 block of the notebook itself, for one that stands there; the line is the notebook file's then. */
  readonly at?: Place;
}

/** A dependency file that is not what its name says, e.g. a uv.lock that is no valid TOML. */
export interface FileProblem {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly expected: string;
  readonly found: string;
}

export interface LockedVersion {
  readonly version: string;
  readonly path: string;
  /** Further versions in the same lock, for other Pythons or systems. */
  readonly also?: readonly string[];
}

/** What the project's files declare and lock, nearest first. */
export interface ProjectFacts {
  readonly declarations: readonly Declaration[];
  /** Exact versions from lockfiles and hashed requirements, by normalised name. */
  readonly locked: ReadonlyMap<string, LockedVersion>;
  /** Every file that was read, as shown to people. */
  readonly files: readonly string[];
  /** Files that could not be read; what they say is not known. */
  readonly problems?: readonly FileProblem[];
  /** The lowest version of Python that the project asks for (`.python-version`, `requires-python`), e.g. `3.12`. */
  readonly python?: string;
  /** Import names of modules and packages that lie beside the notebook or in the project's source folders. */
  readonly localModules: ReadonlySet<string>;
  /** The folder of the notebook and the one where its project begins, absolute; absent where nothing tells where that is. */
  readonly place?: { readonly folder: string; readonly root: string };
}

/** What is installed in the interpreter that runs the notebook. */
export interface InstalledFacts {
  /** Import name to distribution names, as importlib.metadata.packages_distributions() gives. */
  readonly packages: ReadonlyMap<string, readonly string[]>;
  /** Version by normalised distribution name. */
  readonly versions: ReadonlyMap<string, string>;
  /** Of the interpreter, e.g. `3.11.7` or `3.11`. */
  readonly python?: string;
  /** Every top-level module that can be imported beside Python's own; absent where that is not known for sure. */
  readonly modules?: ReadonlySet<string>;
  /** Modules below a top-level name by the distribution that brings them, e.g. `google.cloud.storage`; none where that is not known. */
  readonly modulesOf?: (root: string) => ReadonlyMap<string, ReadonlySet<string>>;
}

/** An execution that an editor saw. */
export interface SeenExecution {
  /** The text of the cell as it ran. */
  readonly source: string;
  readonly count: number;
}

/** What an editor knows of the kernel's session beyond the counts in the file. */
export interface LiveFacts {
  /** The last execution of cells that still are there, by index among all cells. */
  readonly ran: ReadonlyMap<number, SeenExecution>;
  /** The last executions of cells that were deleted since, oldest first. */
  readonly gone: readonly SeenExecution[];
}

/** The beginning of a data file: enough to know its columns, and what some of its values look like. */
export interface TableSample {
  /** `absent` where no file has that path. */
  readonly kind: 'file' | 'absent';
  /** Its first lines as text, at most 256 kB; none of a file that is no UTF-8 text. */
  readonly text?: string;
  /** The text is the whole file. */
  readonly whole?: boolean;
}

/** Who can give a file back as it was: git (also by its LFS), DVC, git-annex, or nobody. */
export type Keeper = 'git' | 'dvc' | 'annex' | 'nobody';

/** What the repository of a notebook keeps; absent where there is none, or where it cannot be told. */
export interface Versioning {
  /** By a path as the notebook writes it; undefined where that is not known, e.g. outside any repository. */
  readonly keeperOf: (path: string) => Keeper | undefined;
  /** The notebook itself is tracked. */
  readonly keepsNotebook: () => boolean;
  /** DVC was set up in the repository. */
  readonly usesDvc: boolean;
}

export interface Ports {
  /** A data file by its path as the notebook writes it, relative to the notebook's folder; undefined where that is not known. */
  readonly sample?: (path: string) => TableSample | undefined;
  readonly project?: ProjectFacts;
  readonly installed?: InstalledFacts;
  readonly live?: LiveFacts;
  readonly versioning?: Versioning;
}
