// The abstract run on names: scopes, calls, branches and what opens the namespace. Each case was run with IPython when it was written.

import { describe, expect, test } from 'vitest';

import { failingNames, modelOf } from './modelled.ts';

/** Source of one cell, and the names that fail in it (separated by blanks). */
const CASES: readonly (readonly [string, string])[] = [
  ['def f():\n  return g()\ndef g():\n  return x\nf()', 'x'],
  ['class A:\n  def m(self): return y\na=A()\na.m()', 'y'],
  ['class A:\n  @property\n  def m(self): return y\na=A()\na.m', 'y'],
  ['import pandas as pd\ns=pd.Series([1])\ns.apply(lambda v: v+k)', 'k'],
  ['list(map(lambda v: v+k,[1]))', 'k'],
  ['from functools import partial\ndef f(a): return q+a\ng=partial(f,1)\ng()', 'q'],
  ['sorted([3,1],key=lambda v: z)', 'z'],
  ['if False:\n  x=1\nprint(x)', 'x'],
  ['for i in []:\n  pass\nprint(i)', 'i'],
  ['try:\n  1/0\nexcept ZeroDivisionError as e:\n  pass\nprint(e)', ''],
  ['try:\n  unicode\nexcept NameError:\n  unicode=str\nunicode', ''],
  ['exec("x=1")\nx', ''],
  ['globals().update({"a":1})\na', ''],
  ['globals()["a"]=1\na', ''],
  ['if False:\n  print(zz)', ''],
  ['class A:\n  n=3\n  xs=[n for _ in range(3)]', 'n'],
  ['class A:\n  n=3\n  xs=[i for i in range(n)]', ''],
  ['def f():\n  print(v)\n  v=1\nf()', 'v'],
  ['def f():\n  def g(): return w\n  g()\n  w=1\nf()', 'w'],
  ['g=(u for _ in [1])\nu=1\nlist(g)', ''],
  ['g=(u for _ in [1])\nlist(g)\nu=1', 'u'],
  ['def gen():\n  yield k\nx=gen()', ''],
  ['def gen():\n  yield k\nfor i in gen(): pass', 'k'],
  ['x=1\ndel x\nx', 'x'],
  ['def f():\n  global h\n  h=1\nf()\nh', ''],
  ['def f():\n  global h\n  h=1\nh', 'h'],
  ['[ (y:=i) for i in [1]]\ny', ''],
  ['[i for i in [1]]\ni', 'i'],
  ['import math\nx = math.pi if True else nope', ''],
  ['match 1:\n  case n: pass\nn', ''],
  ['def deco(f):\n  def w(*a): return f(*a)+missing\n  return w\n@deco\ndef g(): return 1\ng()', 'missing'],
  ['def f(a=undefd): pass', 'undefd'],
  ['_ ; In; Out; get_ipython(); display(1); __name__', ''],
  ['__file__', '__file__'],
  ['class B:\n  def __init__(self): self.a=cc\nclass C(B):\n  def __init__(self): super().__init__()\nC()', 'cc'],
  ['from math import *\nfoo', ''],
  ['x = []\nx.append(1)\nfor i in x: pass\ni', ''],
  ['while True:\n  q=1\n  break\nq', ''],
  ['def f(n):\n  if n==0: return 1\n  return n*f(n-1)\nf(5)', ''],
  ['with open("a") as fh:\n  d=1\nfh,d', ''],
  ['DEBUG=False\nif DEBUG:\n  u=1\nu', 'u'],
  ['import random\nif random.random()>2:\n  u=1\nu', ''],
  ['def f():\n  if a: return b\n  return c\na=1\nf()', 'b'],
  ['lam=lambda: nn\nlam()', 'nn'],
  ['x: int\nx', 'x'],
  ['def f(x: Foo): pass', 'Foo'],
  ['f"{undef!r:>{w}}"', 'undef w'],
  ['try:\n  import torch\nexcept ImportError:\n  torch=None\ntorch', ''],
  ['try:\n  zz\nexcept ValueError:\n  pass', 'zz'],
  ['from contextlib import suppress\nwith suppress(NameError):\n  zz', ''],
  ['d={"a":lambda: foo}\nd["a"]()', 'foo'],
  ['def outer():\n  x=1\n  def inner():\n    nonlocal x\n    x=2\n  inner()\n  return x\nouter()', ''],
  ['nums=[1,2]\nsum(n*k for n in nums)', 'k'],
  ['async def f(): return kk\nawait f()', 'kk'],
  ['class A:\n  x=1\n  def f(self): return x\nA().f()', 'x'],
  ['(lambda: zz)()', 'zz'],
  ['import pandas as pd\ndf=pd.DataFrame()\ndf.groupby("a").agg(lambda g: kk)', 'kk'],
  ['for k in range(3):\n  pass\nelse:\n  t=1\nt,k', ''],
  ["if 'x' not in globals():\n  x=1\nx", ''],
  ["a = b = 1\na,b\n(c, *d) = [1,2]\nc,d", ''],
];

describe('names in one cell', () => {
  test.each(CASES)('%j', (source, names) => {
    expect(failingNames(modelOf(source))).toEqual(names === '' ? [] : names.split(' ').map((each) => `${each}@0`));
  });
});
