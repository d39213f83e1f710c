// The rules' pages, which the bundle carries as text.

import mismatchedSplit from '../../docs/rules/mismatched-split.md';
import errorOutput from '../../docs/rules/error-output.md';
import hiddenExecution from '../../docs/rules/hidden-execution.md';
import invalidSyntax from '../../docs/rules/invalid-syntax.md';
import sessionHistory from '../../docs/rules/session-history.md';
import starImport from '../../docs/rules/star-import.md';
import unexecutedCell from '../../docs/rules/unexecuted-cell.md';
import fileReadBeforeWrite from '../../docs/rules/file-read-before-write.md';
import hiddenEnvironmentChange from '../../docs/rules/hidden-environment-change.md';
import globalInFunction from '../../docs/rules/global-in-function.md';
import lateMutation from '../../docs/rules/late-mutation.md';
import nonIdempotentCell from '../../docs/rules/non-idempotent-cell.md';
import redefinedInOtherCell from '../../docs/rules/redefined-in-other-cell.md';
import reseededInLoop from '../../docs/rules/reseeded-in-loop.md';
import seedAfterDraw from '../../docs/rules/seed-after-draw.md';
import timeBasedSeed from '../../docs/rules/time-based-seed.md';
import missingState from '../../docs/rules/missing-state.md';
import outOfOrderExecution from '../../docs/rules/out-of-order-execution.md';
import staleOutput from '../../docs/rules/stale-output.md';
import undefinedName from '../../docs/rules/undefined-name.md';
import unpinnedImport from '../../docs/rules/unpinned-import.md';
import removedApi from '../../docs/rules/removed-api.md';
import unreadyData from '../../docs/rules/unready-data.md';
import unseededEstimator from '../../docs/rules/unseeded-estimator.md';
import nondeterministicAlgorithm from '../../docs/rules/nondeterministic-algorithm.md';
import seedWithoutEffect from '../../docs/rules/seed-without-effect.md';
import sharedRandomState from '../../docs/rules/shared-random-state.md';
import unpinnedInstall from '../../docs/rules/unpinned-install.md';
import shellInstall from '../../docs/rules/shell-install.md';
import absolutePath from '../../docs/rules/absolute-path.md';
import missingFile from '../../docs/rules/missing-file.md';
import leakageOverlap from '../../docs/rules/leakage-overlap.md';
import leakagePreprocessing from '../../docs/rules/leakage-preprocessing.md';
import leakageTarget from '../../docs/rules/leakage-target.md';
import leakageTestTuning from '../../docs/rules/leakage-test-tuning.md';
import unseededRandom from '../../docs/rules/unseeded-random.md';
import unusedSuppression from '../../docs/rules/unused-suppression.md';
import useAfterDeletion from '../../docs/rules/use-after-deletion.md';
import useBeforeDefinition from '../../docs/rules/use-before-definition.md';

export const PAGES: Readonly<Record<string, string>> = {
  'undefined-name': undefinedName,
  'use-before-definition': useBeforeDefinition,
  'use-after-deletion': useAfterDeletion,
  'error-output': errorOutput,
  'hidden-execution': hiddenExecution,
  'invalid-syntax': invalidSyntax,
  'session-history': sessionHistory,
  'star-import': starImport,
  'unexecuted-cell': unexecutedCell,
  'file-read-before-write': fileReadBeforeWrite,
  'hidden-environment-change': hiddenEnvironmentChange,
  'global-in-function': globalInFunction,
  'late-mutation': lateMutation,
  'non-idempotent-cell': nonIdempotentCell,
  'redefined-in-other-cell': redefinedInOtherCell,
  'reseeded-in-loop': reseededInLoop,
  'seed-after-draw': seedAfterDraw,
  'time-based-seed': timeBasedSeed,
  'missing-state': missingState,
  'unready-data': unreadyData,
  'mismatched-split': mismatchedSplit,
  'removed-api': removedApi,
  'out-of-order-execution': outOfOrderExecution,
  'stale-output': staleOutput,
  'nondeterministic-algorithm': nondeterministicAlgorithm,
  'seed-without-effect': seedWithoutEffect,
  'shared-random-state': sharedRandomState,
  'unpinned-install': unpinnedInstall,
  'shell-install': shellInstall,
  'absolute-path': absolutePath,
  'missing-file': missingFile,
  'leakage-preprocessing': leakagePreprocessing,
  'leakage-overlap': leakageOverlap,
  'leakage-test-tuning': leakageTestTuning,
  'leakage-target': leakageTarget,
  'unseeded-random': unseededRandom,
  'unseeded-estimator': unseededEstimator,
  'unpinned-import': unpinnedImport,
  'unused-suppression': unusedSuppression,
};
