import { describe, expect, it } from 'vitest';
import { imagesIn } from '../../../../src/extension/documents/images.ts';

const paths = (text: string) => imagesIn(text, 'markdown').map(({ path }) => path);
const first = (text: string) => imagesIn(text, 'markdown')[0];

describe('images of Markdown', () => {
  it('are told with their place and caption', () => {
    expect(
      imagesIn('# Cells\n\nSee ![Nuclei, *dividing*](figs/a.png "DAPI").\n', 'markdown'),
    ).toEqual([
      {
        line: 2,
        start: 4,
        end: 44,
        from: 2,
        to: 2,
        path: 'figs/a.png',
        candidates: ['figs/a.png'],
        caption: 'Nuclei, dividing',
      },
    ]);
  });

  it('take the title when there is no other text', () => {
    expect(first('![](a.png "DAPI")')?.caption).toBe('DAPI');
    expect(first("![ ](a.png 'DAPI')")?.caption).toBe('DAPI');
    expect(first('![](a.png)')).not.toHaveProperty('caption');
  });

  it.each([
    ['![x](<my figure.png>)', 'my figure.png'],
    ['![x](my%20figure.png)', 'my figure.png'],
    ['![x](100%.png)', '100%.png'],
    ['![x](fig(1).tif)', 'fig(1).tif'],
    ['![x](fig\\_1.png)', 'fig_1.png'],
    ['![x](/root.JPG){width=50%}', '/root.JPG'],
    ['![x](a.png#only-light)', 'a.png'],
    ['![see [1] here](a.webp)', 'a.webp'],
    ['![x][fig]\n\n[Fig]: a.png "T"', 'a.png'],
    ['![fig][]\n\n[fig]: <a b.png>', 'a b.png'],
    ['![fig]\n\n[fig]: a.png', 'a.png'],
    ['<img width="3" src="a.png">', 'a.png'],
    ["<IMG\n  src='a.png'\n  alt='x'/>", 'a.png'],
    ['<img src=a.png data-src="b.png">', 'a.png'],
    ['[![x](a.png)](https://example.org)', 'a.png'],
    ['![x](file:///data/a.png)', 'file:///data/a.png'],
  ])('are found in %j', (text, path) => expect(paths(text)).toEqual([path]));

  it.each([
    '![x](https://example.org/a.png)',
    '![x](data:image/png;base64,AAAA)',
    '![x](//host/a.png)',
    '![x](\\\\\\\\host\\\\a.png)',
    '![x](%2F%2Fhost/a.png)',
    '![x](file://host/a.png)',
    '<img src="http://example.org/a.png">',
    '![x](drawing.svg)',
    '![x](paper.pdf)',
    '[x](a.png)',
    '`![x](a.png)`',
    '``a ` ![x](a.png)``',
    '```\n![x](a.png)\n```',
    '~~~~md\n```\n![x](a.png)\n~~~~',
    '<!-- ![x](a.png)\n -->',
    '![x][missing]',
  ])('are not found in %j', (text) => expect(paths(text)).toEqual([]));

  it('go on after code', () => {
    expect(paths('```\n![x](a.png)\n```\n![x](b.png) `code` ![x](c.png)')).toEqual([
      'b.png',
      'c.png',
    ]);
  });

  it('may have text over several lines', () => {
    expect(first('![A long\ncaption](a.png)\n')).toMatchObject({
      caption: 'A long caption',
      line: 0,
      start: 0,
      end: 8,
      from: 0,
      to: 1,
    });
  });

  it('are given in the order of the document', () => {
    expect(paths('<img src="a.png">\n![b]\n![c](c.png)\n\n[b]: b.png')).toEqual([
      'a.png',
      'b.png',
      'c.png',
    ]);
  });

  it('are found in Quarto and R Markdown and in no other language', () => {
    expect(imagesIn('![x](a.png)', 'quarto')).toHaveLength(1);
    expect(imagesIn('![x](a.png)', 'rmd')).toHaveLength(1);
    expect(imagesIn('![x](a.png)', 'python')).toEqual([]);
  });

  it.each(['![', '![[', '![a](', '<img ', '`', '<!--', '[a]: ', '![a](<', '![](a(', '![\\'])(
    'take no long time when hostile text repeats %j',
    (piece) => {
      const started = performance.now();
      imagesIn(piece.repeat(100_000 / piece.length), 'markdown');
      expect(performance.now() - started).toBeLessThan(3_000);
    },
  );
});
