// Figures that are kept where they are asked for: where each is saved, and under which name.

import { expect, test } from 'vitest';

import { planExport } from '../../../src/core/plan/index.ts';
import { renderStages } from '../../../src/core/render/stages.ts';
import { modelOf } from '../semantics/modelled.ts';

const FIT =
  'import pandas as pd\nfrom sklearn.svm import SVC\ndf = pd.DataFrame({"a": [1, 2, 3], "y": [0, 1, 1]})\nmodel = SVC().fit(df[["a"]], df["y"])';

function figures(...cells: readonly string[]): string {
  const result = planExport(modelOf(FIT, ...cells), { figures: true });
  if (result.kind === 'refused') throw new Error('refused');
  return renderStages(result.plan).find((each) => each.path.endsWith('figures.py'))?.text ?? '';
}

test('at show, and at the end of a cell', () => {
  const text = figures('import matplotlib.pyplot as plt', 'plt.plot(df["a"])\nplt.show()\nplt.hist(df["a"])\nplt.title("b")', 'df.plot()');
  expect(text.match(/tracker\.figure\(.*\)/g)).toEqual([
    'tracker.figure("cell_3", plt.gcf())',
    'tracker.figure("cell_3_2", plt.gcf())',
    'tracker.figure("cell_4", plt.gcf())',
  ]);
  expect(text).not.toContain('show()');
  expect(text).toContain('import matplotlib.pyplot as plt');
});

test('under a name of its own where the notebook has none for pyplot', () => {
  const text = figures('pyplot = 3', 'df["a"].hist()');
  expect(text).toContain('import matplotlib.pyplot as nbship_pyplot');
  expect(text).toContain('tracker.figure("cell_3", nbship_pyplot.gcf())');
});

test('not at all where nobody asks', () => {
  const result = planExport(modelOf(FIT, 'df.plot()'));
  expect(result.kind === 'plan' && result.plan.stages.some((each) => each.kind === 'figures')).toBe(false);
});
