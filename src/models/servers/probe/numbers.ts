const WORDS: Readonly<Record<string, number>> = {
  zero: 0,
  no: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
};
const NUMBER = new RegExp(`\\d+|\\b(?:${Object.keys(WORDS).join('|')})\\b`, 'giu');

/** The whole numbers of an answer, in digits or English words, in order. Emphasis and LaTeX around them do not matter. */
export function numbersIn(answer: string): number[] {
  return [...answer.matchAll(NUMBER)].map(([found]) => WORDS[found.toLowerCase()] ?? Number(found));
}

/** Does the answer give these counts? All of them in order at its end, so that "picture 1 has 6, picture 2 has 2" counts as well as "6, 2". */
export function gives(answer: string, counts: readonly number[]): boolean {
  const numbers = numbersIn(answer);
  const last = numbers.slice(-counts.length);
  if (last.length === counts.length && last.every((number, index) => number === counts[index]))
    return true;
  // Each after the number of its picture.
  const named = numbers.filter((_, index) => index % 2 === 1);
  const ordinals = numbers.filter((_, index) => index % 2 === 0);
  return (
    counts.length > 1 &&
    numbers.length === counts.length * 2 &&
    ordinals.every((number, index) => number === index + 1) &&
    named.every((number, index) => number === counts[index])
  );
}
