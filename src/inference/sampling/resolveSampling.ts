import { InferenceError } from '../errors.ts';
import type { Sampling } from '../protocol.ts';

/** Every value there is; `seed` only where one was given. */
export type ResolvedSampling = Required<Omit<Sampling, 'seed'>> & Pick<Sampling, 'seed'>;

/** What changes nothing. */
const NEUTRAL: Omit<ResolvedSampling, 'seed'> = {
  temperature: 1,
  topK: 0,
  topP: 1,
  minP: 0,
  repetitionPenalty: 1,
  presencePenalty: 0,
  frequencyPenalty: 0,
};

type Range = readonly [least: number, most: number, words: string];

const RANGES: Readonly<Record<keyof typeof NEUTRAL, Range>> = {
  temperature: [0, 100, 'from 0 to 100'],
  topK: [0, Number.MAX_SAFE_INTEGER, 'a whole number, 0 for all tokens'],
  topP: [Number.MIN_VALUE, 1, 'more than 0, at most 1'],
  minP: [0, 1, 'from 0 to 1'],
  repetitionPenalty: [0.01, 100, 'from 0.01 to 100, 1 for none'],
  presencePenalty: [-100, 100, 'from -100 to 100, 0 for none'],
  frequencyPenalty: [-100, 100, 'from -100 to 100, 0 for none'],
};

/**
 * How tokens are drawn: what was asked for, else what the model's generation_config.json says, else nothing is done to the
 * probabilities (where transformers would take its own top-k of 50).
 * @throws InferenceError `prompt` for a value that was asked for, `files` for one of the model's, out of range
 */
export function resolveSampling(asked: Sampling, model: Sampling = {}): ResolvedSampling {
  check(asked, 'prompt', 'The sampling');
  check(model, 'files', "The model's generation_config.json");
  const given = (sampling: Sampling): Sampling =>
    Object.fromEntries(Object.entries(sampling).filter(([, value]) => value !== undefined));
  return { ...NEUTRAL, ...given(model), ...given(asked) };
}

function check(sampling: Sampling, kind: 'prompt' | 'files', where: string): void {
  for (const name of Object.keys(RANGES) as (keyof typeof NEUTRAL)[]) {
    const value = sampling[name];
    const [least, most, words] = RANGES[name];
    if (value === undefined) continue;
    const whole = name !== 'topK' || Number.isInteger(value);
    if (!(value >= least && value <= most && whole))
      throw new InferenceError(kind, `${where} has ${name} ${value}: it should be ${words}.`);
  }
}
