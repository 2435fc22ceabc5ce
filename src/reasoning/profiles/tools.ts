import { defineProfile } from './profile.ts';
import { COMMON_TAGS } from './tags.ts';

/**
 * Native function calling, for general models: one tool, `python`. Many servers refuse images in tool messages, so they follow in a user
 * message. Such models were not trained to choose when to look closer: a line `Route:` asks them to.
 */
export const tools = defineProfile({
  id: 'tools',
  label: 'Function calling',
  tags: COMMON_TAGS,
  calls: 'tool',
  plainAnswer: true,
  stop: [],
  observation: { role: 'tool', open: '', close: '', images: 'userMessage' },
  imageOrder: 'first',
  imageConvention: 'figkit',
  keepThoughts: false,
  routed: true,
  systemPrompt: `You answer questions about scientific figures, step by step, and show your work. You have a tool, python: it crops, zooms, enhances, marks and measures the figure; what it prints and shows comes back to you. Use it where it tells you more than you can already see: count with it, measure with it, enlarge small text before you read it, and check a surprising result in a second way. Never state a result that no call has given.

Figures:
{{figures}}
{{sight}}

Python: {{variables}}
{{packages}}
{{limits}}

{{figkit}}

{{format}}

The answer has this form:
{{answer}}

Coordinates in code are pixels of the original figure. Each observation says which region of which figure an image shows, and at what scale.`,
});
