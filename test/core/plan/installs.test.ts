// Packages that a notebook installs for itself.

import { expect, test } from 'vitest';

import { contextOf } from '../../../src/core/plan/context.ts';
import { installsOf } from '../../../src/core/plan/installs.ts';
import { modelOf } from '../semantics/modelled.ts';

test.each([
  ['%pip install openpyxl', ['openpyxl']],
  ['!pip install -q "scikit-learn>=1.2" Pillow==10.0  # for images', ['pillow', 'scikit-learn']],
  ['!python -m pip install --upgrade seaborn[stats] && echo done', ['seaborn']],
  ['!pip3 install -r requirements.txt', []],
  ['!pip install git+https://example.org/x.git ./folder wheel.whl', []],
  ['!pip install --index-url https://example.org/simple torch', ['torch']],
  ['!ls pip install', []],
  ['%timeit 1 + 1', []],
])('%s', (source, expected) => {
  expect(installsOf(contextOf(modelOf(source)))).toEqual(expected);
});
