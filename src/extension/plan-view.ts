// What crosses between the export and its preview. Plain JSON.

import type { Plan } from '../core/plan/plan.ts';

/** The plan as the command line prints it. */
export type ShownPlan = Omit<Plan, 'sources'> & {
  /** What of the notebook the project would carry and nobody should see: a 0-based cell, a 0-based line in it unless it is an output. */
  readonly secrets: readonly { readonly cell: number; readonly line?: number; readonly label: string }[];
};

/** What only the user can know. */
export interface ExportChoices {
  /** The folder to write to, relative to the workspace's where it lies below it. */
  readonly target: string;
  readonly tracking: 'mlflow' | 'jsonl';
  /** Whether the versions are locked, which asks the package index. */
  readonly lock: boolean;
}

/** A reason against the export, as the command line prints it: a 0-based cell, a 0-based line in it. */
export interface ShownRefusal {
  readonly message: string;
  readonly cell: number;
  readonly range: { readonly start: { readonly line: number } };
}

export type ToPlanView =
  | { readonly kind: 'plan'; readonly notebook: string; readonly plan: ShownPlan; readonly choices: ExportChoices }
  | { readonly kind: 'refused'; readonly notebook: string; readonly refusals: readonly ShownRefusal[] }
  | { readonly kind: 'target'; readonly target: string }
  | { readonly kind: 'busy'; readonly busy: boolean };

export type FromPlanView =
  | { readonly kind: 'ready' }
  | { readonly kind: 'export'; readonly choices: ExportChoices }
  | { readonly kind: 'browse' }
  | { readonly kind: 'cancel' }
  /** 0-based cell; a 0-based line in it. */
  | { readonly kind: 'reveal'; readonly cell: number; readonly line: number };
