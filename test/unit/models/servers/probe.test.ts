import { describe, expect, it } from 'vitest';
import { readFigureBytes } from '../../../../src/figures/readFigureBytes.ts';
import { gives, numbersIn } from '../../../../src/models/servers/probe/numbers.ts';
import { squaresPicture } from '../../../../src/models/servers/probe/picture.ts';
import { countSquares } from './chatServer.ts';

describe('the drawn picture', () => {
  it.each([0, 1, 3, 5, 7, 12])('shows %i squares and is a sound PNG', (squares) => {
    const { bytes, width, height, mime } = squaresPicture(squares);
    expect(countSquares(bytes)).toBe(squares);
    expect(mime).toBe('image/png');
    const figure = readFigureBytes(bytes, 'squares.png', { id: 'image_1' });
    expect(figure).toMatchObject({ width, height, bitDepth: 8 });
    expect(bytes.length).toBeLessThan(4096);
  });

  it('has the same bytes each time', () => {
    expect(squaresPicture(7).bytes).toEqual(squaresPicture(7).bytes);
  });
});

describe('numbers of an answer', () => {
  it.each<[string, number[]]>([
    ['7', [7]],
    ['There are **seven** red squares.', [7]],
    ['$\\boxed{7}$', [7]],
    ['Five and Three', [5, 3]],
    ['none', []],
    ['someone', []],
  ])('%s', (answer, numbers) => {
    expect(numbersIn(answer)).toEqual(numbers);
  });

  it.each<[string, number[], boolean]>([
    ['7', [7], true],
    ['The picture has 7 red squares', [7], true],
    ['First I thought 6, but it is 7.', [7], true],
    ['6', [7], false],
    ['7 or 8', [7], false],
    ['17', [7], false],
    ['5, 3', [5, 3], true],
    ['3, 5', [5, 3], false],
    ['Picture 1: 5. Picture 2: 3.', [5, 3], true],
    ['Picture 1 has 3, picture 2 has 5', [5, 3], false],
    ['8', [5, 3], false],
    ['', [7], false],
  ])('%s, where %j is right: %s', (answer, counts, right) => {
    expect(gives(answer, counts)).toBe(right);
  });
});
