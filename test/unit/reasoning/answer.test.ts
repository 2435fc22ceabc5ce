import { describe, expect, it } from 'vitest';
import { parseAnswer } from '../../../src/reasoning/reader/answer.ts';
import { readQuantity } from '../../../src/reasoning/reader/quantity.ts';

describe('a value', () => {
  it.each([
    ['57', { value: 57 }],
    ['-0.5', { value: -0.5 }],
    ['−3', { value: -3 }],
    ['1,024', { value: 1024 }],
    ['1,024.5 nm', { value: 1024.5, unit: 'nm' }],
    ['3.2\\ \\text{µm}', { value: 3.2, unit: 'µm' }],
    ['3.2\\,\\mathrm{\\mu m}', { value: 3.2, unit: 'µm' }],
    ['42\\%', { value: 42, unit: '%' }],
    ['42 %', { value: 42, unit: '%' }],
    ['12^{\\circ}', { value: 12, unit: '°' }],
    ['1.5 \\times 10^{3}\\ \\text{px}', { value: 1500, unit: 'px' }],
    ['2e-3 m', { value: 0.002, unit: 'm' }],
    ['3.2 \\pm 0.4\\ \\text{µm}', { value: 3.2, unit: 'µm', uncertainty: '± 0.4' }],
    ['\\approx 12 cells', { value: 12, unit: 'cells' }],
    ['5 kg m^{-3}', { value: 5, unit: 'kg m^-3' }],
    ['\\text{control}', { value: 'control' }],
    ['B', { value: 'B' }],
    ['\\frac{1}{2}', { value: '1/2' }],
    ['3 and 4', { value: '3 and 4' }],
    ['2019-2021', { value: '2019-2021' }],
    ['12, 13', { value: '12, 13' }],
  ])('%s', (latex, quantity) => {
    expect(readQuantity(latex)).toEqual(quantity);
  });
});

describe('an answer', () => {
  it('is taken apart', () => {
    const answer = parseAnswer(`There are \\boxed{57} nuclei, most of them round.

**Uncertainty:** ± 3, from two thresholds.
**Evidence:**
- [t1-1] every outline in the crop
* [image_1]: the whole figure
- image_1 [10, 20.5, 110, 95]: the dense corner
- the count did not change with the threshold`);
    expect(answer).toEqual({
      text: 'There are 57 nuclei, most of them round.',
      answered: true,
      value: 57,
      uncertainty: '± 3, from two thresholds.',
      evidence: [
        { text: 'every outline in the crop', image: 't1-1' },
        { text: 'the whole figure', image: 'image_1' },
        {
          text: 'the dense corner',
          frame: { figure: 'image_1', box: [10, 20.5, 110, 95], scale: 1 },
        },
        { text: 'the count did not change with the threshold' },
      ],
    });
  });

  it.each([
    ['57', { text: '57', value: 57 }],
    ['\\boxed{57}', { text: '57', value: 57 }],
    ['$\\boxed{3.2\\ \\text{µm}}$', { text: '3.2 µm', value: 3.2, unit: 'µm' }],
    ['It is \\(\\boxed{5}\\).', { text: 'It is 5.', value: 5 }],
    ['The bar reads 5.\n\nAnswer: \\boxed{5}', { text: 'The bar reads 5.', value: 5 }],
    ['\\boxed{5}\nThe bar reads 5.', { text: 'The bar reads 5.', value: 5 }],
    ['First \\boxed{4}, no: \\boxed{5}', { text: 'First \\boxed{4}, no: 5', value: 5 }],
    ['\\boxed{\\frac{1}{2}}', { text: '1/2', value: '1/2' }],
    ['3.2 µm', { text: '3.2 µm', value: 3.2, unit: 'µm' }],
    ['3 cells are visible.', { text: '3 cells are visible.' }],
    ['\\boxed{5', { text: '\\boxed{5' }],
    ['The highest bar is control.', { text: 'The highest bar is control.' }],
  ])('%j', (raw, parts) => {
    expect(parseAnswer(raw)).toEqual({ answered: true, evidence: [], ...parts });
  });

  it('can say that there is none', () => {
    expect(parseAnswer('Not answered: the scale bar\ncannot be read.')).toEqual({
      text: 'the scale bar\ncannot be read.',
      answered: false,
      evidence: [],
    });
    expect(parseAnswer('**Not answered:** no axis.\nUncertainty: n/a')).toMatchObject({
      text: 'no axis.',
      answered: false,
    });
  });

  it('may put its evidence before the rest, on the same line, or in one line', () => {
    expect(parseAnswer('Evidence:\n- [t1-1] a\n\nSo \\boxed{4}.')).toMatchObject({
      text: 'So 4.',
      evidence: [{ image: 't1-1', text: 'a' }],
    });
    expect(parseAnswer('So \\boxed{4}. Evidence:\n- [t1-1] a')).toMatchObject({
      text: 'So 4.',
      evidence: [{ image: 't1-1', text: 'a' }],
    });
    expect(parseAnswer('So \\boxed{4}.\nEvidence: [t1-1] a')).toMatchObject({
      text: 'So 4.',
      evidence: [{ image: 't1-1', text: 'a' }],
    });
  });
});
