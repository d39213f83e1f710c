// Cells become modules: magics, recovery, positions.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseModule } from '../../../src/core/python/parse.ts';
import { childrenOf, descendantsOf } from '../../../src/core/python/walk.ts';
import { namesOf } from './names.ts';

const parse = (source: string) => parseModule({ index: 3, source });

/** The items of a cell in a line each: `Assign "x = 1" time`, `magic ls`, `broken "print 1" [x]`. */
function itemsOf(source: string): readonly string[] {
  const module = parse(source);
  const text = (span: { start: number; end: number }) => JSON.stringify(source.slice(span.start, span.end));
  return module.items.map((item) => {
    if (item.kind === 'statement')
      return `${item.node.nodeType} ${text(module.spanOf(item.node))}${item.magic ? ` ${item.magic.kind} ${item.magic.name}` : ''}`;
    if (item.kind === 'magic') return `magic ${item.magic.kind} ${item.magic.name} ${text(item.magic.span)}`;
    return `broken ${text(item.problem.span)} [${item.problem.binds.join(' ')}]`;
  });
}

describe('cells that are Python', () => {
  it.each([
    'x = 5\nx %2',
    'a = """\n%time\n!ls\n"""',
    'x = (1\n  %2)',
    'x = 5 \\\n  %3',
    'time\nenv',
    'ls - l',
    'ls',
    'if a: pass',
    '# %%bash\nx',
    "'what?'",
  ])('mask nothing: %j', (source) => {
    const module = parse(source);
    expect([module.magics, module.problems, module.cellMagic]).toEqual([[], [], undefined]);
  });
});

describe('line magics', () => {
  it('stand where they stood and leave the rest alone', () => {
    expect(itemsOf('x = 1\n!ls {x} \\\n  -l\n%matplotlib inline\nplt.plot(x)')).toEqual([
      'Assign "x = 1"',
      String.raw`magic shell  "!ls {x} \\\n  -l"`,
      'magic line matplotlib "%matplotlib inline"',
      'Expr "plt.plot(x)"',
    ]);
  });

  it('inside blocks leave the block sound', () => {
    const module = parse('if colab:\n    !pip install x\nelse:\n    %cd data\n    y = 1\nz = 2');
    expect(module.problems).toEqual([]);
    expect(module.magics.map((magic) => magic.argument)).toEqual(['pip install x', 'data']);
    expect(namesOf(module, true)).toEqual(['bind y 5 4', 'bind z 6 0', 'use colab 1 3']);
    expect(itemsOf('if colab:\n    !pip install x')).toEqual([String.raw`If "if colab:\n    !pip install x"`]);
  });

  it.each([
    ['x?', 'help', 'x'],
    ['df.head??', 'help', 'df.head'],
    ['?print', 'help', 'print'],
    ['%timeit?', 'help', '%timeit'],
    ['cd data', 'automagic', 'data'],
    ['pip install -q x', 'automagic', 'install -q x'],
    ['ls -l', 'automagic', '-l'],
    ['matplotlib inline', 'automagic', 'inline'],
    ['!!ls', 'shell', 'ls'],
    ['  !ls', 'shell', 'ls'],
  ])('%j is %s', (source, kind, argument) => {
    expect(parse(source).items).toMatchObject([{ kind: 'magic', magic: { kind, argument } }]);
  });

  it('that run Python are its statements, at their own places', () => {
    expect(itemsOf('é = 1; b\n%time y = f(é)\n%timeit -n 10 -r3 g(y); h\nfor i in y:\n    %time z = f(i)')).toEqual([
      'Assign "é = 1"',
      'Expr "b"',
      'Assign "y = f(é)" line time',
      'Expr "g(y)" line timeit',
      'Expr "h" line timeit',
      String.raw`For "for i in y:\n    %time z = f(i)"`,
    ]);
    expect(namesOf(parse('%%time x = f()\ny = x'), true)).toEqual(['bind x 1 7', 'bind y 2 0', 'use f 1 11', 'use x 2 4']);
    expect(itemsOf('time f(x)')).toEqual(['Expr "f(x)" automagic time']);
    expect(itemsOf('%time for i in x: f(i)')).toEqual(['For "for i in x: f(i)" line time']);
    expect(parse('%lprun -f train train(a)').magics[0]?.uses.map((use) => use.name)).toEqual(['train']);
  });

  it('with broken Python behind them are broken there', () => {
    expect(itemsOf('x = 1\n%time f(\ny = 2')).toEqual(['Assign "x = 1"', 'broken "f(" []', 'Assign "y = 2"']);
  });

  it('bind names', () => {
    expect(itemsOf('files = !ls *.csv\nhome, = %env HOME\n')).toEqual([
      'Assign "files = !ls *.csv" shell ',
      'Assign "home, = %env HOME" line env',
    ]);
    expect(parse('a, b = !ls').magics[0]?.binds).toEqual(['a', 'b']);
    expect(parse('%store -r model').magics[0]?.binds).toEqual(['model']);
    expect(parse('%sql rows << select 1').magics[0]?.binds).toEqual(['rows']);
    expect(parse('%pylab inline').magics[0]?.binds).toContain('np');
    expect(namesOf(parse('if a:\n    x = !ls'), true)).toContain('use get_ipython 2 8');
  });

  it('use names in braces and behind dollars', () => {
    const source = `!cp {path} $target/{names[0]} "\${HOME2}" '$quoted' {{not}} $$pid {print $1}`;
    const uses = parse(source).magics[0]?.uses ?? [];
    expect(uses.map((use) => use.name)).toEqual(['path', 'target', 'names', 'HOME2']);
    for (const use of uses) expect(source.slice(use.span.start, use.span.end)).toBe(use.name);
  });
});

describe('cell magics', () => {
  it.each(['bash', 'html', 'writefile a.py', 'R -i x', 'unknown', 'script bash'])('%%%%%s hides its body', (name) => {
    const module = parse(`\n%%${name}\nnot python (\n`);
    expect(module.items).toEqual([{ kind: 'magic', magic: module.cellMagic }]);
    expect(module.cellMagic).toMatchObject({ kind: 'cell', name: name.split(' ')[0], runsPython: false });
  });

  it('that run Python keep their body', () => {
    expect(itemsOf('%%capture out\n%%time\nx = 1\n!ls')).toEqual([
      'magic cell capture "%%capture out"',
      'magic cell time "%%time"',
      'Assign "x = 1" cell capture',
      'magic shell  "!ls"',
    ]);
    expect(parse('%%capture out\nx').cellMagic?.binds).toEqual(['out']);
    expect(parse('%%timeit\nx = 1').cellMagic).toMatchObject({ name: 'timeit', runsPython: true });
  });

  it('bind names', () => {
    expect(parse('%%sql res <<\nselect 1').cellMagic?.binds).toEqual(['res']);
    expect(parse('%%bash --out lines --err e\nls').cellMagic?.binds).toEqual(['lines', 'e']);
    expect(parse('%%bigquery df --project p\nselect 1').cellMagic?.binds).toEqual(['df']);
    expect(parse('%%R -i a -o b,c\nb <- a').cellMagic?.binds).toEqual(['b', 'c']);
  });

  it('are found below a comment, as Colab does', () => {
    expect(itemsOf('#@title x\n%%html\n<b>')).toEqual(['magic cell html "%%html"']);
  });
});

describe('recovery', () => {
  it('costs only the broken statement', () => {
    expect(itemsOf('import a\nprint "x"\ny = 1\ndef f(:\n    z = 1\n\n@dec\ndef g():\n    return 1\nw = 2')).toEqual([
      'Import "import a"',
      String.raw`broken "print \"x\"" []`,
      'Assign "y = 1"',
      String.raw`broken "def f(:\n    z = 1" [f]`,
      String.raw`FunctionDef "@dec\ndef g():\n    return 1"`,
      'Assign "w = 2"',
    ]);
  });

  it('splits again what an open bracket or string swallowed', () => {
    expect(itemsOf('x = f(\ny = 1\n')).toEqual(['broken "x = f(" [x]', 'Assign "y = 1"']);
    expect(itemsOf('s = """abc\nx = 1\ny = x')).toEqual(['broken "s = \\"\\"\\"abc" [s]', 'Assign "x = 1"', 'Assign "y = x"']);
    expect(itemsOf('x = [1,\n     2\ny = 1')).toEqual([String.raw`broken "x = [1,\n     2" [x]`, 'Assign "y = 1"']);
  });

  it('keeps clauses with their statement and splits off an unexpected indent', () => {
    expect(itemsOf('try:\n    f(\nexcept E as e:\n    pass\nelse:\n    a = 1\nb = 1').at(-1)).toBe('Assign "b = 1"');
    expect(itemsOf('x = 1\n   y = 2\nz')).toEqual(['Assign "x = 1"', 'broken "y = 2" [y]', 'Expr "z"']);
  });

  it('places the error inside the broken stretch', () => {
    const { problems } = parse('é = 1\nfor x in range(3) print(x)\n');
    expect(problems).toMatchObject([{ at: { start: 24, end: 25 }, span: { start: 6, end: 32 } }]);
  });

  it('guesses what broken text binds', () => {
    const bound = (source: string) => parse(`${source} ?? (`).problems.flatMap((problem) => problem.binds);
    expect(bound('import a.b, c as d')).toEqual(['a', 'd']);
    expect(bound('from m import (x, y as z')).toEqual(['x', 'z']);
    expect(bound('a, (b, *c) = f(k=1)')).toEqual(['a', 'b', 'c']);
    expect(bound('n: int = 1')).toEqual(['n']);
    expect(bound('with open(f) as g:')).toEqual(['g']);
    expect(bound('x == y')).toEqual([]);
  });
});

describe('what IPython takes away', () => {
  it('indentation and prompts, without moving positions', () => {
    expect(itemsOf('    x = 1\n    y = x')).toEqual(['Assign "x = 1"', 'Assign "y = x"']);
    expect(itemsOf('>>> x = 1\n>>> !ls\n')).toEqual(['Assign "x = 1"', 'magic shell  "!ls"']);
    expect(itemsOf('In [1]: x = 1\n   ...: y = 2')).toEqual(['Assign "x = 1"', 'Assign "y = 2"']);
    expect(itemsOf('\uFEFFx = 1\n\f\n\fy = 2')).toEqual(['Assign "x = 1"', 'Assign "y = 2"']);
  });
});

describe('valid Python beyond the parser', () => {
  it.each([
    'match x, y:\n    case 1, "a" "b": z = 1\n    case [a, *b], c if a: pass',
    'try:\n    pass\nexcept ValueError, KeyError:\n    pass',
    '𝐱 = 1\nprint(𝐱, "é", ﬁ)',
    'del x,',
    'async def f():\n    return {a async for a in b}',
    'f"""{\n# don\'t\nx}"""',
    'f"{x!r  :>{w}}"',
    '\fx = 1\n\f\ny = 2',
  ])('%j is no problem', (source) => {
    expect(parse(source).problems).toEqual([]);
  });

  it('has the names that Python sees', () => {
    expect(namesOf(parse('𝐱 = ﬁ'), true)).toEqual(['bind x 1 0', 'use fi 1 7']);
    expect(parse('try:\n    pass\nexcept Exception, e:\n    print(e)').problems).toHaveLength(1);
  });
});

describe('properties', () => {
  const piece = fc.constantFrom(
    'x = 1',
    'é𝐱',
    '!ls {x}',
    '%time f(x)',
    '%%bash',
    '%%time',
    'def f(',
    '):',
    '    ',
    '\n',
    '\n',
    '\n',
    '"""',
    "'",
    '(',
    ']',
    '# c',
    'if a:',
    '\\',
    'x?',
    'else:',
    '@d',
    ' = ',
    'f"{x',
    '}',
    'match a, b:',
    'case 1, 2:',
    '\t',
    ';',
    'y = !ls',
    '>>> ',
    '\r\n',
    '\f',
    'for i in',
    'lambda',
    '\0',
    'cd data',
    'print "a"',
  );

  it('never throws, and every span lies inside the source', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece, { maxLength: 14 }).map((parts) => parts.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (source) => {
          const module = parse(source);
          const inside = ({ start, end }: { start: number; end: number }) => 0 <= start && start <= end && end <= source.length;
          for (const item of module.items) {
            if (item.kind !== 'statement') continue;
            for (const node of descendantsOf(item.node)) expect(inside(module.spanOf(node))).toBe(true);
          }
          for (const magic of module.magics) expect([magic, ...magic.uses].every((each) => inside(each.span))).toBe(true);
          for (const problem of module.problems) expect(inside(problem.at) && inside(problem.span)).toBe(true);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('a broken last statement costs nothing of what stands before', () => {
    const sound = fc.array(
      fc.constantFrom('x = 1', 'if a:\n    b = """\n(\n"""', '!ls', '%time y = f(x)', '@d\ndef g(a, b=(1,\n 2)): pass', "s = 'é'"),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(sound, fc.constantFrom('x = (', 'def f(:', "y = 'a", 'print "a"', ')', 'a b c'), (lines, broken) => {
        const before = itemsOf(lines.join('\n'));
        expect(itemsOf([...lines, broken].join('\n')).slice(0, -1)).toEqual(before);
      }),
    );
  });

  it('a name says where it stands', () => {
    const source = 'é = "ü"; naïve = é + f"{é}ö{naïve}"\n';
    const module = parse(source);
    for (const item of module.items) {
      if (item.kind !== 'statement') continue;
      expect(childrenOf(item.node).length).toBeGreaterThan(0);
      for (const node of descendantsOf(item.node)) {
        if (node.nodeType !== 'Name' || !('id' in node)) continue;
        const span = module.spanOf(node);
        expect(source.slice(span.start, span.end)).toBe(node.id);
      }
    }
  });
});
