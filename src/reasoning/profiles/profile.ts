import type { PromptContext } from '../prompt/context.ts';
import { fillTemplate } from '../prompt/template.ts';

/** An opening and a closing tag as a model writes them. */
export interface TagPair {
  readonly open: string;
  readonly close: string;
}

/** How a figure is handed to Python: our numpy arrays, PIL images, or a path that the code opens and writes to. */
export type ImageConvention = 'figkit' | 'pil' | 'path';

/**
 * How one model family writes and reads turns. Plain data, so that a profile is one small file or a JSON file.
 * Reading is lenient in every profile: `tags` are what the prompt asks for and what the loop writes back,
 * not the only form that is understood.
 */
export interface ProfileSpec {
  readonly id: string;
  /** For people: "S1-VL". */
  readonly label: string;
  readonly tags: { readonly thought: TagPair; readonly code: TagPair; readonly answer: TagPair };
  /** Sent with every request. A server leaves them out of the reply; the loop writes them back. */
  readonly stop: readonly string[];
  readonly observation: {
    readonly role: 'user' | 'tool';
    /** The whole message stands between these two. */
    readonly open: string;
    readonly close: string;
    /** Where images of an observation go: into the same message, or into a user message after it. */
    readonly images: 'same' | 'userMessage';
  };
  readonly imageConvention: ImageConvention;
  /** Are earlier thoughts sent back to the model with its earlier turns? */
  readonly keepThoughts: boolean;
  /**
   * Text with `{{placeholders}}`: `figures`, `variables`, `packages`, `figkit`, `limits`, `format`, `answer`, `sight`
   * (see `promptSections`). A name that is none of these is an error.
   */
  readonly systemPrompt: string;
}

/** A profile ready for use. */
export interface Profile extends Omit<ProfileSpec, 'systemPrompt'> {
  /** The system message of a run. The same context gives the same bytes. */
  systemPrompt(context: PromptContext): string;
}

/**
 * Makes a profile from its description.
 * @throws Error when the system prompt names a placeholder that does not exist.
 */
export function defineProfile(spec: ProfileSpec): Profile {
  const { systemPrompt, ...rest } = spec;
  const template = fillTemplate(systemPrompt, spec);
  return Object.freeze({ ...rest, systemPrompt: template });
}
