import type { ImageConvention, ProfileSpec } from '../profiles/profile.ts';
import type { PromptContext } from './context.ts';
import { figureLine } from './figureLine.ts';
import { FIGKIT_BRIEF } from './figkitBrief.ts';

type Section = (context: PromptContext, spec: ProfileSpec) => string;

const SECTIONS = {
  figures: ({ figures }) => figures.map((figure) => `- ${figureLine(figure)}`).join('\n'),
  variables: (_, { imageConvention }) => VARIABLES[imageConvention],
  packages: ({ packages }) => packageLines(packages),
  figkit: () => FIGKIT_BRIEF,
  limits: limitLines,
  format: formatLines,
  answer: (_, { tags }) => answerLines(tags.answer.open, tags.answer.close),
  sight: ({ seesImages }) =>
    seesImages
      ? 'You see each figure, shrunk when it is large, and every image that your code shows.'
      : 'You cannot see images: work on the figure through code and read what it prints.',
} satisfies Record<string, Section>;

export type SectionName = keyof typeof SECTIONS;

/** Is this the name of a part that a system prompt may use? */
export function isSection(name: string): name is SectionName {
  return Object.hasOwn(SECTIONS, name);
}

/** The text of one part of a system prompt. */
export function promptSection(
  name: SectionName,
  context: PromptContext,
  spec: ProfileSpec,
): string {
  return SECTIONS[name](context, spec);
}

const VARIABLES: Record<ImageConvention, string> = {
  figkit:
    'image_1, image_2… are numpy arrays (height × width × 3, RGB, uint8) at original resolution; image_1_path is the file. figkit, np, cv2 and json are imported. A slice of image_1 keeps its place in the figure. Show an image with figkit.show(image).',
  pil: 'image_1, image_2… are PIL images at original resolution; image_1_path is the file. plt is matplotlib.pyplot. Show an image with plt.imshow(image) and plt.show().',
  clue: 'image_clue_0, image_clue_1… are the images below in their order, as PIL images at original resolution. plt is matplotlib.pyplot. Show an image with plt.imshow(image) and plt.show().',
  path: 'image_path is the file of the first figure; image_1_path, image_2_path… those of all. Write processed images into /mnt/data/temp_processed_images/.',
};

function packageLines(packages: PromptContext['packages']): string {
  const there = packages.filter((one) => one.available);
  const missing = packages.filter((one) => !one.available);
  const named = there.map((one) => (one.version ? `${one.name} ${one.version}` : one.name));
  const lines = [
    `Packages you can import: ${named.length ? named.join(', ') : 'the Python standard library only'}.`,
  ];
  if (missing.length)
    lines.push(`Not available, do not import: ${missing.map((one) => one.name).join(', ')}.`);
  return lines.join('\n');
}

function limitLines({ limits }: PromptContext): string {
  return [
    `Limits: ${limits.turns} turns for a question, the answer included; ${limits.images} images in the run; ${limits.cell.timeMs / 1000} s for a cell;`,
    `printed text beyond ${limits.stdoutChars} characters is cut in the middle. No network, no files of the user.`,
  ].join(' ');
}

function formatLines(_: PromptContext, { tags, calls }: ProfileSpec): string {
  const { thought, code, answer } = tags;
  if (calls === 'tool')
    return `Each turn is either one call of python, with a sentence before it that says why, or the final answer ${answer.open}…${answer.close} without a call. Variables stay from call to call.`;
  return [
    `Each turn begins with your reasoning in ${thought.open}…${thought.close}, then either one cell of Python`,
    `${code.open}\n\`\`\`python\n…\n\`\`\`\n${code.close}`,
    `or the final answer ${answer.open}…${answer.close}. Stop after either. Variables stay from cell to cell.`,
  ].join('\n');
}

function answerLines(open: string, close: string): string {
  return [
    `${open}`,
    'One or two sentences that answer the question, with the final value as \\boxed{57} or \\boxed{3.2\\ \\text{µm}}.',
    'Uncertainty: what the number may be off by, and why.',
    'Evidence:',
    '- [t2-1] what this image shows',
    '- image_1 [x1, y1, x2, y2] what this region shows',
    `${close}`,
    'Images are named t<turn>-<number>. Cite only images that exist. If the figure does not answer the question, begin with "Not answered:" and say why. Never invent a number.',
  ].join('\n');
}
