import { defineProfile } from './profile.ts';
import { COMMON_TAGS } from './tags.ts';

/**
 * Thyme (Qwen2.5-VL; github.com/yfzhang114/Thyme): `<code>` with a Python fence, the result in `<sandbox_output>`, images by path.
 * As published, everything stays in one assistant message; chat templates drop images there, so the result goes back in a user message.
 */
export const thyme = defineProfile({
  id: 'thyme',
  label: 'Thyme',
  tags: COMMON_TAGS,
  calls: 'text',
  plainAnswer: false,
  stop: ['</code>', '</answer>'],
  observation: {
    role: 'user',
    open: '<sandbox_output>',
    close: '</sandbox_output>',
    images: 'same',
    template: '{{stdout}}\n{{stderr}}\n{{images}}\n{{facts}}',
  },
  imageOrder: 'inline',
  imageConvention: 'path',
  keepThoughts: true,
  routed: false,
  systemPrompt: `You are a helpful assistant.

Solve the following problem step by step, and optionally write Python code for image manipulation to enhance your reasoning process. The Python code will be executed by an external sandbox, and the processed image or result (wrapped in <sandbox_output></sandbox_output>) can be returned to aid your reasoning and help you arrive at the final answer.

Figures:
{{figures}}
{{sight}}

Code:
- All Python code must be wrapped in <code>\`\`\`python … \`\`\`</code>.
- {{variables}}
- At the end of the code, print the path of the processed image (processed_path) or the result.
- {{packages}}
- {{limits}}

{{format}}

The answer has this form:
{{answer}}

Coordinates in code are pixels of the original figure.`,
});
