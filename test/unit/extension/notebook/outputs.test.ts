import { describe, expect, it } from 'vitest';
import {
  figureOf,
  hasImage,
  imagesOf,
  isOnlySvg,
} from '../../../../src/extension/notebook/outputs.ts';
import { fakeNotebook, png, text } from './fakeNotebook.ts';

const svg = ['image/svg+xml', text('<svg/>')] as const;
const words = ['text/plain', text('<Figure>')] as const;

describe('image outputs of a cell', () => {
  it('are figures with their place, and the text above as caption', () => {
    const { cell, notebook } = fakeNotebook([
      '# Nuclei per field',
      [[]],
      [[words, ['image/png', png()]]],
    ]);
    const [image] = imagesOf(cell(3));
    expect(image && figureOf(image)).toEqual({
      kind: 'bytes',
      bytes: png(),
      name: 'counts.ipynb, cell 3.png',
      origin: 'cell 3 of counts.ipynb',
      from: { uri: notebook.uri, cell: 2 },
      caption: 'Nuclei per field',
    });
  });

  it('are numbered when there are several', () => {
    const { cell } = fakeNotebook([[[['image/png', png(1)]], [words], [['image/jpeg', png(2)]]]]);
    expect(imagesOf(cell(1)).map((image) => figureOf(image))).toMatchObject([
      { name: 'counts.ipynb, cell 1, image 1.png' },
      { name: 'counts.ipynb, cell 1, image 2.jpg' },
    ]);
    expect(imagesOf(cell(1)).map(figureOf)[0]).not.toHaveProperty('caption');
  });

  it('are taken in the best of their types', () => {
    const { cell } = fakeNotebook([
      [
        [svg, ['image/gif', png()], ['image/jpeg', png()]],
        [
          ['image/png', new Uint8Array()],
          ['image/tiff', png()],
        ],
      ],
    ]);
    expect(imagesOf(cell(1)).map(({ mime }) => mime)).toEqual(['image/jpeg', 'image/tiff']);
  });

  it('do not count drawings and text', () => {
    const { cell } = fakeNotebook([[[svg, words]], [[svg, ['image/png', png()]]], [[words]]]);
    expect([1, 2, 3].map((one) => hasImage(cell(one)))).toEqual([false, true, false]);
    expect([1, 2, 3].map((one) => isOnlySvg(cell(one).outputs))).toEqual([true, false, false]);
    expect(imagesOf(cell(1))).toEqual([]);
  });
});
