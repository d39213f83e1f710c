// How locking edits files that people keep: the versions change, everything else stays byte for byte.

import { describe, expect, test } from 'vitest';

import { newEnvironment, pinnedEnvironment } from '../../../src/cli/lock/environment-file.ts';
import { isHashed, isSame, pinnedLines, withEntries } from '../../../src/cli/lock/requirements.ts';
import { newBlock, pinnedBlock } from '../../../src/cli/lock/script-block.ts';

const VERSIONS: Readonly<Record<string, string>> = { pandas: '2.2.3', numpy: '2.1.0', 'scikit-learn': '1.5.2', torch: '2.3' };
const versionOf = (name: string): string | undefined => VERSIONS[name];

describe('requirements', () => {
  const pinned = (text: string): string => pinnedLines(text, { versionOf, locked: undefined });

  test.each([
    ['pandas', 'pandas==2.2.3'],
    ['  pandas >= 2, < 3  # frames', '  pandas==2.2.3  # frames'],
    ['Scikit_Learn[plots]~=1.4 ; python_version > "3.9"', 'Scikit_Learn[plots]==1.5.2 ; python_version > "3.9"'],
    ['scikit-learn;python_version>"3.9"', 'scikit-learn==1.5.2;python_version>"3.9"'],
    ['pandas (>=2)', 'pandas==2.2.3'],
    ['pandas==2.2.1\r\n# kept\r\n\r\nnumpy\r\n', 'pandas==2.2.3\r\n# kept\r\n\r\nnumpy==2.1.0\r\n'],
    ['pandas==2.2.3.0', 'pandas==2.2.3.0'],
    ['unknown>=1', 'unknown>=1'],
    ['-r numpy.txt\n--index-url https://index.example\n-e .', '-r numpy.txt\n--index-url https://index.example\n-e .'],
    ['pandas @ https://index.example/pandas-2.2.1-py3-none-any.whl', 'pandas @ https://index.example/pandas-2.2.1-py3-none-any.whl'],
  ])('%j', (text, expected) => expect(pinned(text)).toBe(expected));

  test('an entry with hashes is replaced whole, and only with what has hashes', () => {
    const text = '# all\npandas==2.2.1 \\\n    --hash=sha256:00\n    # via me\nnumpy==1.0 --hash=sha256:11\n';
    const entry = { distribution: 'pandas', version: '2.2.3', text: 'pandas==2.2.3 \\\n    --hash=sha256:22 \\\n    --hash=sha256:33' };
    expect(isHashed(text)).toBe(true);
    expect(pinnedLines(text, { versionOf, locked: new Map([['pandas', entry]]) })).toBe(
      '# all\npandas==2.2.3 \\\n    --hash=sha256:22 \\\n    --hash=sha256:33\n    # via me\nnumpy==1.0 --hash=sha256:11\n',
    );
  });

  test('entries go to the end, on lines of their own', () => {
    expect(withEntries('numpy', ['pandas==2.2.3'])).toBe('numpy\npandas==2.2.3\n');
    expect(withEntries('numpy\r\n', ['a==1', 'b==2'])).toBe('numpy\r\na==1\r\nb==2\r\n');
    expect(withEntries('numpy', [])).toBe('numpy');
  });

  test('versions are the same over trailing zeros', () => {
    expect([isSame('2.0', '2.0.0'), isSame('2.0', '2.0.1'), isSame(undefined, undefined)]).toEqual([true, false, false]);
  });
});

describe('environment.yml', () => {
  const installed = { conda: new Map([['pytorch', '2.3']]), versionOf };

  test('pins in place, and adds what conda has to its list and the rest to pip', () => {
    const text =
      'name: s\ndependencies:\n  # data\n  - python=3.11\n  - conda-forge::pandas>=2   # frames\n  - "numpy=2.1.0=py311_0"\n  - pip:\n      - scikit-learn>=1\nprefix: /x\n';
    expect(pinnedEnvironment(text, installed, ['torch', 'humanize'])).toBe(
      'name: s\ndependencies:\n  # data\n  - python=3.11\n  - conda-forge::pandas=2.2.3   # frames\n  - "numpy=2.1.0=py311_0"\n  - pytorch==2.3\n  - pip:\n      - scikit-learn==1.5.2\n      - humanize\nprefix: /x\n',
    );
  });

  test('makes the part of pip where there is none', () => {
    expect(pinnedEnvironment('dependencies:\n- numpy', installed, ['pandas'])).toBe(
      'dependencies:\n- numpy=2.1.0\n- pip\n- pip:\n  - pandas==2.2.3',
    );
    expect(pinnedEnvironment('dependencies:\n- numpy\n- pip\n', installed, ['pandas'])).toBe(
      'dependencies:\n- numpy=2.1.0\n- pip\n- pip:\n  - pandas==2.2.3\n',
    );
  });

  test('is made new, and not made of what is no such file', () => {
    expect(newEnvironment('s', '3.11', true, installed, ['torch', 'pandas'])).toBe(
      'name: "s"\nchannels:\n  - conda-forge\ndependencies:\n  - python=3.11\n  - pytorch==2.3\n  - pip\n  - pip:\n    - pandas==2.2.3\n',
    );
    expect(pinnedEnvironment('dependencies: 3\n', installed, [])).toBeUndefined();
    expect(pinnedEnvironment('a: [', installed, [])).toBeUndefined();
  });
});

describe('a PEP 723 block', () => {
  const block = (list: string): string =>
    `# /// script\n# requires-python = ">=3.11"\n# dependencies = ${list}\n# [tool.uv]\n# x = ["numpy"]\n# ///`;

  test.each([
    ['[\n#     "pandas>=2",  # frames\n#     "numpy==2.1.0"\n# ]', [], '[\n#     "pandas==2.2.3",  # frames\n#     "numpy==2.1.0"\n# ]'],
    ['[\n#   "pandas",\n# ]', ['numpy==2.1.0'], '[\n#   "pandas==2.2.3",\n#   "numpy==2.1.0",\n# ]'],
    ['[\n#   "pandas"\n# ]', ['a==1', 'b==2'], '[\n#   "pandas==2.2.3",\n#   "a==1",\n#   "b==2",\n# ]'],
    [
      "['pandas', \"scikit-learn[plots]; python_version > '3'\"]",
      ['a==1'],
      '[\'pandas==2.2.3\', "scikit-learn[plots]==1.5.2 ; python_version > \'3\'", "a==1"]',
    ],
    ['[]', ['a==1', 'b==2'], '["a==1", "b==2"]'],
    ['["x @ https://index.example/x.whl"]', [], '["x @ https://index.example/x.whl"]'],
  ])('%j', (list, missing, expected) => expect(pinnedBlock(block(list), versionOf, missing)).toBe(block(expected)));

  test('without a list is left', () => {
    expect(pinnedBlock('# /// script\n# requires-python = ">=3.11"\n# ///', versionOf, ['a==1'])).toBeUndefined();
  });

  test('a new one', () => {
    expect(newBlock(['a==1'], '==3.11.*')).toBe(
      '# /// script\n# requires-python = "==3.11.*"\n# dependencies = [\n#     "a==1",\n# ]\n# ///',
    );
  });
});
