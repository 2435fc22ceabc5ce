import type { Region } from './intent.ts';
import type { Phrase } from './phrase.ts';

const SIDES = [
  ['left', 'left'],
  ['right', 'right'],
  ['upper|top', 'top'],
  ['lower|bottom', 'bottom'],
] as const;

const SHARES = [
  ['half|side|part|portion', 1 / 2],
  ['third', 1 / 3],
  ['quarter', 1 / 4],
] as const;

/** Uses up the part of the figure that a question names; undefined when it names none. */
export function takeRegion(phrase: Phrase): Region | undefined {
  phrase.takeAll('region');
  return takeBox(phrase) ?? takeCorner(phrase) ?? takeSide(phrase) ?? takeCentre(phrase);
}

function takeBox(phrase: Phrase): Region | undefined {
  const index = phrase.words.findIndex((word) => word.token.kind === 'box');
  const text = phrase.words[index]?.token.text;
  if (text === undefined) return undefined;
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = (text.match(/\d+(?:\.\d+)?/g) ?? []).map(Number);
  if (x2 <= x1 || y2 <= y1) return undefined;
  phrase.use(index);
  phrase.take('box');
  phrase.take('region');
  return { type: 'box', box: [x1, y1, x2, y2] };
}

function takeCorner(phrase: Phrase): Region | undefined {
  for (const [yWords, y] of SIDES.slice(2)) {
    for (const [x] of SIDES.slice(0, 2)) {
      const span = phrase.take(`${yWords} ${x} quarter`, `${yWords} ${x}`);
      if (span !== undefined) return { type: 'corner', x, y } as Region;
    }
  }
  return undefined;
}

function takeSide(phrase: Phrase): Region | undefined {
  for (const [words, part] of SIDES) {
    for (const [shares, share] of SHARES) {
      if (phrase.take(`${words} ${shares}`) !== undefined) return { type: 'part', part, share };
    }
    if (phrase.take(`on ${words}`, `at ${words}`) !== undefined)
      return { type: 'part', part, share: 1 / 2 };
  }
  return undefined;
}

function takeCentre(phrase: Phrase): Region | undefined {
  const span = phrase.take(
    'centre third',
    'centre half',
    'in centre',
    'centre part',
    'centre region',
  );
  return span === undefined ? undefined : { type: 'part', part: 'centre', share: 1 / 2 };
}
