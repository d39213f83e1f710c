// All rules, in the order in which they are listed to people.

import { outOfOrderExecution } from './out-of-order-execution.ts';
import type { Rule } from './rule.ts';
import { staleOutput } from './stale-output.ts';
import { shellInstall } from './shell-install.ts';
import { unpinnedInstall } from './unpinned-install.ts';
import { undeclaredImport } from './undeclared-import.ts';
import { unknownImport } from './unknown-import.ts';
import { versionDrift } from './version-drift.ts';
import { installWithoutRecord } from './install-without-record.ts';
import { hiddenDependency } from './hidden-dependency.ts';
import { unpinnedImport } from './unpinned-import.ts';
import { undefinedName } from './undefined-name.ts';
import { unseededEstimator } from './unseeded-estimator.ts';
import { unseededRandom } from './unseeded-random.ts';
import { errorOutput } from './error-output.ts';
import { hiddenExecution } from './hidden-execution.ts';
import { invalidSyntax } from './invalid-syntax.ts';
import { sessionHistory } from './session-history.ts';
import { starImport } from './star-import.ts';
import { unexecutedCell } from './unexecuted-cell.ts';
import { absolutePath } from './absolute-path.ts';
import { pathOutsideProject } from './path-outside-project.ts';
import { hardCodedSecret } from './hard-coded-secret.ts';
import { missingFile } from './missing-file.ts';
import { unversionedData } from './unversioned-data.ts';
import { urlData } from './url-data.ts';
import { fileReadBeforeWrite } from './file-read-before-write.ts';
import { hiddenEnvironmentChange } from './hidden-environment-change.ts';
import { globalInFunction } from './global-in-function.ts';
import { leakageOverlap } from './leakage-overlap.ts';
import { leakagePreprocessing } from './leakage-preprocessing.ts';
import { leakageTarget } from './leakage-target.ts';
import { leakageTestTuning } from './leakage-test-tuning.ts';
import { lateMutation } from './late-mutation.ts';
import { nonIdempotentCell } from './non-idempotent-cell.ts';
import { redefinedInOtherCell } from './redefined-in-other-cell.ts';
import { reseededInLoop } from './reseeded-in-loop.ts';
import { seedAfterDraw } from './seed-after-draw.ts';
import { nondeterministicAlgorithm } from './nondeterministic-algorithm.ts';
import { seedWithoutEffect } from './seed-without-effect.ts';
import { sharedRandomState } from './shared-random-state.ts';
import { timeBasedSeed } from './time-based-seed.ts';
import { missingState } from './missing-state.ts';
import { mismatchedSplit } from './mismatched-split.ts';
import { removedApi } from './removed-api.ts';
import { unreadyData } from './unready-data.ts';
import { unusedSuppression } from './unused-suppression.ts';
import { useAfterDeletion } from './use-after-deletion.ts';
import { useBeforeDefinition } from './use-before-definition.ts';

export const RULES: readonly Rule<object>[] = [
  invalidSyntax,
  undefinedName,
  useBeforeDefinition,
  useAfterDeletion,
  missingState,
  unreadyData,
  leakagePreprocessing,
  leakageOverlap,
  leakageTestTuning,
  leakageTarget,
  mismatchedSplit,
  removedApi,
  outOfOrderExecution,
  staleOutput,
  unexecutedCell,
  hiddenExecution,
  sessionHistory,
  errorOutput,
  nonIdempotentCell,
  lateMutation,
  redefinedInOtherCell,
  globalInFunction,
  starImport,
  hiddenEnvironmentChange,
  hardCodedSecret,
  fileReadBeforeWrite,
  missingFile,
  unversionedData,
  urlData,
  absolutePath,
  pathOutsideProject,
  unseededRandom,
  unseededEstimator,
  seedAfterDraw,
  timeBasedSeed,
  reseededInLoop,
  seedWithoutEffect,
  sharedRandomState,
  nondeterministicAlgorithm,
  unknownImport,
  undeclaredImport,
  unpinnedImport,
  versionDrift,
  hiddenDependency,
  unpinnedInstall,
  installWithoutRecord,
  shellInstall,
  unusedSuppression,
];

export function ruleNamed(id: string): Rule<object> | undefined {
  return RULES.find((each) => each.id === id);
}
