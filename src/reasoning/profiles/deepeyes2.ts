import { defineProfile } from './profile.ts';
import { COMMON_TAGS } from './tags.ts';

/**
 * DeepEyesV2 (Qwen2.5-VL; github.com/Visual-Agent/DeepEyesV2): `<code>` with a Python fence, PIL images `image_1`… as globals, `plt.show()`
 * for images to see, the result as a user message with stdout, stderr and images.
 */
export const deepeyes2 = defineProfile({
  id: 'deepeyes2',
  label: 'DeepEyesV2',
  tags: COMMON_TAGS,
  calls: 'text',
  plainAnswer: false,
  stop: ['</code>', '</answer>'],
  observation: {
    role: 'user',
    open: '',
    close: '',
    images: 'same',
    template:
      'Code execution result:\nstdout:\n```\n{{stdout}}\n```\n\nstderr:\n```\n{{stderr}}\n```\n\nImages:\n{{images}}\n{{facts}}',
  },
  imageOrder: 'inline',
  imageConvention: 'pil',
  keepThoughts: true,
  routed: false,
  systemPrompt: `You are a helpful assistant.

You may write Python code to look at the images more closely or to compute: crop, zoom, enhance, mark, measure. The code runs like cells of a Jupyter notebook; its output comes back to you.

Images:
{{figures}}
{{sight}}

Code:
- Wrap it in <code>\`\`\`python … \`\`\`</code>.
- {{variables}}
- Writing files to disk is not needed: whatever plt.show() shows comes back.
- {{packages}}
- {{limits}}

{{format}}

The answer has this form:
{{answer}}

Coordinates in code are pixels of the original image.`,
});
