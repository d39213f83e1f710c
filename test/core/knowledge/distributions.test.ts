// Which distribution an import comes from.

import { expect, test } from 'vitest';

import { distributionOf } from '../../../src/core/knowledge/distributions.ts';
import { STANDARD_LIBRARY } from '../../../src/core/knowledge/generated/standard-library.ts';

test.each([
  ['sklearn.ensemble', 'scikit-learn', 'known'],
  ['cv2', 'opencv-python', 'known'],
  ['ruamel.yaml', 'ruamel-yaml', 'known'],
  ['google.cloud.storage', 'google-cloud-storage', 'known'],
  ['google.cloud.tasks', 'google-cloud-tasks', 'same-name'],
  ['google.cloud.vision_v1.types', 'google-cloud-vision', 'same-name'],
  ['ignite', 'pytorch-ignite', 'known'],
  ['azure.identity', 'azure-identity', 'known'],
  ['azure.mgmt.compute.models', 'azure-mgmt-compute', 'same-name'],
  ['opentelemetry.exporter', 'opentelemetry-exporter', 'same-name'],
  ['sentence_transformers', 'sentence-transformers', 'known'],
  ['pandas', 'pandas', 'known'],
  ['some_thing.part', 'some-thing', 'same-name'],
  ['constructor', 'constructor', 'same-name'],
])('%s', (module, distribution, confidence) => {
  expect(distributionOf(module)).toMatchObject({ distribution, confidence });
});

test.each(['google.colab', 'kaggle_secrets', 'google', 'google.cloud', 'azure'])('%s names none', (module) => {
  expect(distributionOf(module)).toBeUndefined();
});

test('the standard library, with what later versions dropped', () => {
  for (const each of ['json', 'distutils', 'tomllib', '__future__']) expect(STANDARD_LIBRARY.has(each)).toBe(true);
  for (const each of ['numpy', '']) expect(STANDARD_LIBRARY.has(each)).toBe(false);
});
