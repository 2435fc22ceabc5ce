import { describe, expect, it } from 'vitest';
import { repairCode } from '../../../src/reasoning/repair/repair.ts';

const one = { figures: [{ id: 'image_1', name: 'cells.png' }], earlier: [] };
const two = { ...one, figures: [...one.figures, { id: 'image_2', name: 'chart.png' }] };

function expectUnchanged(code: string, context: typeof one & { earlier: string[] } = one): void {
  expect(repairCode(code, context)).toEqual({ code, repairs: [] });
}

describe('indentation', () => {
  it.each([
    ['a whole cell', '    a = 1\n    if a:\n        b = 2', 'a = 1\nif a:\n    b = 2'],
    ['all lines but the first', 'a = 1\n    b = 2\n    c = 3', 'a = 1\nb = 2\nc = 3'],
    ['the first line alone', '    a = 1\nb = 2', 'a = 1\nb = 2'],
    ['a single line', '  print(1)', 'print(1)'],
    ['lines with a comment above', '# look\n    a = 1\n    b = 2', '# look\na = 1\nb = 2'],
    ['blank lines between', '    a = 1\n\n    b = 2', 'a = 1\n\nb = 2'],
  ])('of %s is taken away', (_, code, mended) => {
    const { code: result, repairs } = repairCode(code, one);
    expect(result).toBe(mended);
    expect(repairs).toHaveLength(1);
  });

  it.each([
    ['a loop', 'for i in range(3):\n    print(i)\nprint("end")'],
    ['a loop and nothing after it', 'for i in range(3):\n    print(i)\n    print(i * 2)'],
    ['a condition with a comment', 'if a:  # so\n    b = 1'],
    ['a function over several lines', 'def f(\n    a,\n):\n    return a'],
    ['a condition over two lines', 'if (a and\n        b):\n    c = 1'],
    ['a decorator', '@f\ndef g():\n    return 1'],
    ['a list over several lines', 'a = [\n    1,\n    2,\n]'],
    ['a condition on one line', 'if a: b = 1\n    c = 2'],
    ['a line that goes on', 'a = 1 + \\\n    2\nb = 3'],
    ['a text of several lines', 'a = """\n    x\n    y\n"""'],
    ['a block whose lines do not agree', 'a = 1\n    b = 2\nc = 3'],
    ['a body with the wrong depth after it', 'for i in x:\n    a = i\n  b = 2'],
  ])('of %s is left alone', (_, code) => expectUnchanged(code));

  it('never moves a line into or out of a block', () => {
    const code = '    for i in range(3):\n        a = i\n    b = 2\n    while b:\n        b -= 1';
    expect(repairCode(code, one).code).toBe(
      'for i in range(3):\n    a = i\nb = 2\nwhile b:\n    b -= 1',
    );
  });

  it('keeps the depth of lines against each other, whatever the cell', () => {
    const cells = [
      'x = 1\nfor i in range(3):\n    x += i\n    if x > 2:\n        break\nprint(x)',
      'def f(a):\n    if a:\n        return 1\n    return 2\nprint(f(0))',
      'try:\n    a = 1\nexcept ValueError:\n    a = 2\nelse:\n    a = 3\nfinally:\n    print(a)',
      'with open(p) as f:\n    t = f.read()\nprint(t)',
    ];
    for (const cell of cells) {
      expectUnchanged(cell);
      const indented = cell.replace(/^/gmu, '    ');
      expect(repairCode(indented, one).code).toBe(cell);
    }
  });

  it('leaves a string of several lines as it is when the cell is dedented', () => {
    const code = '    t = """a\n    b"""\n    print(t)';
    expect(repairCode(code, one).code).toBe('t = """a\n    b"""\nprint(t)');
  });
});

describe('tabs', () => {
  it('become four spaces where both are mixed', () => {
    const code = 'if a:\n\tb = 1\n    c = 2';
    expect(repairCode(code, one)).toEqual({
      code: 'if a:\n    b = 1\n    c = 2',
      repairs: ['Tabs in the indentation were replaced by four spaces, as the other lines have.'],
    });
  });

  it.each([
    ['only tabs', 'if a:\n\tb = 1\n\tc = 2'],
    ['two spaces beside tabs: what a tab meant is unknown', 'if a:\n  if b:\n\tc = 1'],
    ['a tab in a string', 'a = "\t"\nif a:\n    b = 1'],
  ])('are left alone: %s', (_, code) => expectUnchanged(code));
});

describe('cv2', () => {
  it('is what cv means when nothing else defines it', () => {
    const { code, repairs } = repairCode(
      'x = cv.blur(a, (3, 3))  # cv.blur\nprint("cv.blur")',
      one,
    );
    expect(code).toBe('x = cv2.blur(a, (3, 3))  # cv.blur\nprint("cv.blur")');
    expect(repairs).toEqual(['"cv." was read as "cv2.".']);
  });

  it.each([
    'import cv2 as cv\ncv.blur(a, 3)',
    'from cv2 import cv\ncv.blur()',
    'cv = a.std() / a.mean()\nprint(cv.round(2))',
    'a, cv = f()\ncv.x',
    'for cv in curves:\n    cv.plot()',
    'def f(a, cv):\n    return cv.x',
    'f = lambda cv: cv.x',
    'with f() as cv:\n    cv.x',
    'from sklearn import cv\ncv.x()',
    'x.cv.y',
    'mycv.blur(a)',
  ])('is not put where cv has a meaning: %j', (code) => expectUnchanged(code));

  it('knows names of earlier cells', () => {
    expectUnchanged('cv.blur(a, 3)', { ...one, earlier: ['import cv2 as cv'] as never[] });
  });
});

describe('paths', () => {
  it.each([
    ['img = cv2.imread("/mnt/data/cells.png")', 'img = cv2.imread(image_1_path)'],
    ["img = Image.open('input.jpg')", 'img = Image.open(image_1_path)'],
    ['image_path = "/tmp/x.png"\nprint(1)', 'image_path = image_1_path\nprint(1)'],
  ])('%s', (code, mended) => {
    const result = repairCode(code, one);
    expect(result.code).toBe(mended);
    expect(result.repairs[0]).toContain('image_1_path');
  });

  it('go by the name of the figure when there are several', () => {
    expect(repairCode('cv2.imread("data/chart.png")', two).code).toBe('cv2.imread(image_2_path)');
    expect(repairCode('cv2.imread("image_2.png")', two).code).toBe('cv2.imread(image_2_path)');
    expectUnchanged('cv2.imread("other.png")', two);
  });

  it.each([
    'cv2.imread("/figures/image_1.png")',
    'img = Image.open("/mnt/data/temp_processed_images/crop_17.jpg")',
    'cv2.imwrite("out.png", a)\nb = cv2.imread("out.png")',
    'image_path = "out.png"\ncv2.imwrite(image_path, a)',
    'print("cells.png")',
    'title = "cells.png"',
    'open("out.png", "wb")',
    '# image_path = "x.png"',
  ])('are left alone: %j', (code) => expectUnchanged(code));

  it('are left alone where an earlier cell has written them', () => {
    const earlier = ['image_1.save("/tmp/crop.png")'] as never[];
    expectUnchanged('b = Image.open("/tmp/crop.png")', { ...one, earlier });
  });
});

describe('left-overs', () => {
  it('of Markdown are taken out', () => {
    expect(repairCode('```python\na = 1\n```\nb = 2', one)).toEqual({
      code: 'a = 1\nb = 2',
      repairs: ['Markdown fences in the cell were taken out.'],
    });
    expectUnchanged('a = """\n```\n"""');
  });

  it('of typography are replaced outside strings only', () => {
    expect(repairCode('print(“a”, ‘b’)', one).code).toBe('print("a", \'b\')');
    expectUnchanged('print("“a”")  # ‘b’');
  });
});

it('makes several repairs and says each', () => {
  const { code, repairs } = repairCode('    a = cv.imread("/mnt/data/x.png")\n    print(“a”)', one);
  expect(code).toBe('a = cv2.imread(image_1_path)\nprint("a")');
  expect(repairs).toHaveLength(4);
});

it('leaves good code alone, byte for byte', () => {
  expectUnchanged(
    '\nimport figkit\n\nr = figkit.count_objects(image_1)\nfigkit.show(r.annotated)\nr\n',
  );
});
