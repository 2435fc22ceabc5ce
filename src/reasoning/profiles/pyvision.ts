import { defineProfile } from './profile.ts';
import { COMMON_TAGS } from './tags.ts';

/**
 * PyVision (github.com/agents-x-project/PyVision): `<code>` with a Python fence, images as `image_clue_0`…, each between tags of that name,
 * `plt.show()`, the result in `<interpreter>` in a user message.
 */
export const pyvision = defineProfile({
  id: 'pyvision',
  label: 'PyVision',
  tags: COMMON_TAGS,
  calls: 'text',
  plainAnswer: false,
  stop: ['</code>', '</answer>'],
  observation: {
    role: 'user',
    open: '<interpreter>',
    close: '</interpreter>',
    images: 'same',
    template: 'Text Result:\n{{stdout}}\n{{stderr}}\nImage Result:\n{{images}}\n{{facts}}',
  },
  imageOrder: 'inline',
  imageTags: { open: '<image_clue_{{number}}>', close: '</image_clue_{{number}}>' },
  imageConvention: 'clue',
  keepThoughts: true,
  routed: false,
  systemPrompt: `You are an agent. Solve the following problem step by step. You now have the ability to selectively write executable Python code to enhance your reasoning process. The Python code will be executed by an external sandbox.

Images:
{{figures}}
{{sight}}

Code:
- Wrap it in <code>\`\`\`python … \`\`\`</code>; what it prints and shows comes back between <interpreter> and </interpreter>.
- {{variables}}
- Every image that is shown becomes the next image_clue.
- {{packages}}
- {{limits}}

{{format}}

The answer has this form:
{{answer}}

Coordinates in code are pixels of the original image.`,
});
