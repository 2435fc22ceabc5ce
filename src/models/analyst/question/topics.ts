import type { Refusal } from './intent.ts';

interface Topic {
  readonly pattern: RegExp;
  /** End of a sentence that begins "It cannot". */
  readonly cannot: string;
}

/** Questions of these kinds are refused however they are worded. */
const ALWAYS: readonly Topic[] = [
  {
    pattern: /\b(?:why|how come|because|causes?|reasons?)\b/i,
    cannot: 'explain causes or reasons',
  },
  {
    pattern: /\b(?:predict|forecast|extrapolat|expect|would happen|next year|in the future)/i,
    cannot: 'predict anything',
  },
  {
    pattern:
      /\b(?:significan|p-?value|correlat|regression|statistically|confidence interval|hypothesis)/i,
    cannot: 'test for significance or correlation',
  },
  {
    pattern:
      /\b(?:white blood|leu[ck]ocyt|wbcs?\b|lymphocyt|neutrophil|monocyt|platelet|eosinophil)/i,
    cannot: 'tell kinds of blood cells apart',
  },
];

/** What a question that cannot be read may have been about. */
const OTHERWISE: readonly Topic[] = [
  {
    pattern:
      /\b(?:cancer|malignan|tumou?r|diagnos|disease|patient|healthy|alive|dead|viable|mitotic|dividing|apoptotic|infected|mutant|positive|negative)/i,
    cannot: 'tell kinds of cells apart or judge health and disease',
  },
  {
    pattern: /\b(?:red|green|blue|yellow|pink|brown|orange|magenta|cyan|gr[ae]y)\b/i,
    cannot: 'pick objects by colour (only bright, dark and stained ones)',
  },
  {
    pattern:
      /\b(?:trend|slope|curve|line chart|lines?|scatter|points?|pie|slices?|wedge|box ?plot|heat ?map|peak)\b/i,
    cannot: 'read line, scatter, pie or box plots (bar charts only)',
  },
  { pattern: /\b(?:legend|legends|key)\b/i, cannot: 'read legends' },
  {
    pattern: /\bmagnif/i,
    cannot: 'tell the magnification (the scale bar and the pixel size it can)',
  },
  {
    pattern: /\b(?:shape|morpholog|texture|pattern|structure|type|class|classif|species)\w*/i,
    cannot: 'judge shapes, textures or kinds',
  },
  {
    pattern: /\b(?:better|best|worse|worst|good|bad|important|interesting|beautiful|should)\b/i,
    cannot: 'judge what is good or important',
  },
  { pattern: /\b(?:radius|radii)\b/i, cannot: 'report radii (ask for the diameter)' },
];

/** The refusal for a question of a kind that is refused however it is worded. */
export function forbiddenTopic(question: string): Refusal | undefined {
  return refusalOf(ALWAYS, question, []);
}

/** The topic that a tentative reading of a question seems to be about and that the analyst has no answer to. */
export function doubtfulTopic(question: string): Refusal | undefined {
  return refusalOf(OTHERWISE, question, []);
}

/** The refusal for a question that could not be read: its topic where one is known, else its unread words. */
export function refusalFor(question: string, unread: readonly string[]): Refusal {
  const topic = refusalOf([...ALWAYS, ...OTHERWISE], question, unread);
  if (topic !== undefined) return topic;
  return { reason: unread.length > 0 ? 'words' : 'empty', words: unread };
}

function refusalOf(
  topics: readonly Topic[],
  question: string,
  words: readonly string[],
): Refusal | undefined {
  const topic = topics.find(({ pattern }) => pattern.test(question));
  return topic === undefined ? undefined : { reason: 'topic', words, cannot: topic.cannot };
}
