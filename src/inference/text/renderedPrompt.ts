import type { ChatPart } from '../protocol.ts';

export type ImagePart = Extract<ChatPart, { type: 'image' }>;

/** A conversation in the words of a model's chat template. */
export interface RenderedPrompt {
  readonly text: string;
  /**
   * Offsets in the text, ascending, where contents could be taken for marks of the template: no special token begins there or reaches
   * over them.
   */
  readonly barriers: readonly number[];
  /** In order of their placeholders in the text. */
  readonly images: readonly ImagePart[];
  /** The text ends inside `<think>`. */
  readonly thoughtOpen: boolean;
  /** What the template wrote of the reply already: `<think>\n`; often empty. */
  readonly opening: string;
}
