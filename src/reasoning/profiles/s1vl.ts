import { defineProfile } from './profile.ts';
import { COMMON_TAGS } from './tags.ts';

/**
 * The default profile: S1-VL (arXiv 2604.21409), a Qwen3-VL model.
 *
 * S1-VL's own tags, system prompt and stop strings are not public knowledge to us: its model card names the two modes and
 * the image operations, not the format. What stands here is the form its closest published relatives share
 * (`<think>`, `<code>` with a Python fence, `<answer>`), chosen by us; another form is another profile.
 *
 * An observation goes back in a user message that is wrapped whole in `<tool_response>`: Qwen's chat templates
 * keep the reasoning of earlier turns only when such messages do not count as a new question, and they drop images in
 * assistant messages without a word.
 */
export const s1vl = defineProfile({
  id: 's1vl',
  label: 'S1-VL',
  tags: COMMON_TAGS,
  calls: 'text',
  plainAnswer: false,
  stop: ['</code>', '</answer>'],
  observation: {
    role: 'user',
    open: '<tool_response>',
    close: '</tool_response>',
    images: 'same',
  },
  imageOrder: 'first',
  imageConvention: 'figkit',
  keepThoughts: true,
  routed: false,
  systemPrompt: `You answer questions about scientific figures, step by step, and show your work. You can think with images: write Python that crops, zooms, enhances, marks or measures the figure; it runs, and what it prints and shows comes back to you. Do image work where it tells you more than you can already see, look closely before you count or read a value, and check a surprising result in a second way.

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
