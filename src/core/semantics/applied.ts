// A call of a library, as the parts of the run that know of it are given it; and what it leaves behind.

import type { CallFact } from '../knowledge/table.ts';
import type { ExprNode } from '../python/ast.ts';
import type { Arguments } from './arguments.ts';
import type { HeapObject } from './heap.ts';
import type { Answer, Content, Rows, Schema } from './states.ts';

export interface Applied {
  /** E.g. `pandas.DataFrame.head`, `sklearn.svm.SVC`. */
  readonly qualified: string;
  /** Its last part; empty for a constructor. */
  readonly method: string;
  readonly receiver: HeapObject | undefined;
  readonly args: Arguments;
  readonly node: ExprNode;
  readonly fact: CallFact;
}

/** The state of the result; of the receiver where the call works in place. */
export interface Learned {
  readonly schema?: Schema | undefined;
  readonly content?: Content | undefined;
  readonly rows?: Rows | undefined;
  /** It surely has one column. */
  readonly narrow?: boolean;
  readonly fitted?: Answer | undefined;
  /** The receiver after a call that changes it and gives something else, e.g. `pop`. */
  readonly receiver?: Schema | undefined;
}
