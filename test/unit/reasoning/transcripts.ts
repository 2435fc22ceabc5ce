import type { ModelDelta } from '../../../src/reasoning/model.ts';
import type { Reply } from './fakes.ts';

/**
 * Replies in the shapes that the model families publish, written by hand: a first cell with a mistake that each family makes, a
 * second one that shows an image, the answer. The same story in every form.
 */
export const STORIES: Readonly<Record<string, readonly Reply[]>> = {
  // A thinking model behind a chat template that has written the opening tag already; no fence.
  s1vl: [
    'The cells at the left are small.</think>\n<code>\nfigkit.show(figkit.crop(image_1, [0, 0, 200, 150])\n</code>',
    'I forgot a bracket.</think><code>\n```python\nfigkit.show(figkit.crop(image_1, [0, 0, 200, 150]))\n```\n',
    'Now they can be told apart.</think>\n<answer>\\boxed{57}\nEvidence:\n- [t2-1] the left half</answer>',
  ],
  thyme: [
    "<think>I will crop the left half.</think>\n<code>\n```python\nimport cv2\nimg = cv2.imread('/mnt/data/temp_processed_images/cells.jpg')\nprint(img.shape)\n```\n",
    "<think>Wrong path.</think><code>```python\nimport cv2\nimg = cv2.imread(image_path)\nprocessed_path = '/mnt/data/temp_processed_images/left.jpg'\ncv2.imwrite(processed_path, img[0:150, 0:200])\nprint(processed_path)\n```",
    '<think>Clear now.</think><answer>57\nEvidence:\n- [t2-1] the left half</answer>',
  ],
  deepeyes2: [
    '<think>Look at the left half.</think>\n<code>\n```python\nimport matplotlib.pyplot as plt\nplt.imshow(image_0.crop((0, 0, 200, 150)))\nplt.show()\n```\n</code>',
    '<think>It is image_1.</think>\n<code>\n```python\nplt.imshow(image_1.crop((0, 0, 200, 150)))\nplt.show()\n```\n</code>',
    '<think>I count 57.</think>\n<answer>\nThere are \\boxed{57} cells.\nEvidence:\n- [t2-1] the left half\n</answer>',
  ],
  pyvision: [
    'Let me look closer.\n<code>\n```python\nplt.imshow(image_clue_1)\nplt.show()\n```\n</code>',
    'The input is image_clue_0.\n<code>\n```python\nplt.imshow(image_clue_0.crop((0, 0, 200, 150)))\nplt.show()\n```\n</code>',
    'In image_clue_1 the cells are clear.\n<answer>\n\\boxed{57}\nEvidence:\n- [t2-1] the left half\n</answer>',
  ],
  tools: [
    [
      { type: 'thought', text: 'Small cells at the left.' },
      { type: 'text', text: 'Route: look\nI crop ' },
      { type: 'text', text: 'the left half.' },
      call('a1', '{"code": "figkit.show(figkit.crop(image_1, [0, 0, 200, 150])"}'),
      { type: 'end', reason: 'toolCalls' },
      { type: 'usage', promptTokens: 900, cachedTokens: 0, completionTokens: 40 },
    ],
    [
      call('a2', '{"code": "figkit.show(figkit.crop(image_1, [0, 0, 200, 150]))"}'),
      { type: 'usage', promptTokens: 1000, cachedTokens: 896, completionTokens: 30 },
    ],
    'There are \\boxed{57} cells.\nEvidence:\n- [t2-1] the left half',
  ],
};

/** A call of the tool `python` as a client gives it. */
export function call(id: string, args: string): ModelDelta {
  return { type: 'toolCall', id, name: 'python', arguments: args };
}
