import type { PromptContext } from '../prompt/context.ts';
import { fillTemplate } from '../prompt/template.ts';

/** An opening and a closing tag as a model writes them. */
export interface TagPair {
  readonly open: string;
  readonly close: string;
}

/**
 * How a figure is handed to Python: `figkit` our numpy arrays `image_1`…; `pil` PIL images `image_1`… and `plt.show()`; `clue` PIL
 * images `image_clue_0`… and `plt.show()`; `path` a path that the code opens, and `processed_path` for what it writes.
 */
export type ImageConvention = 'figkit' | 'pil' | 'clue' | 'path';

export const IMAGE_CONVENTIONS = ['figkit', 'pil', 'clue', 'path'] as const;

/** How what a cell gave goes back to the model. */
export interface ObservationSpec {
  readonly role: 'user' | 'tool';
  /** The whole message stands between these two. */
  readonly open: string;
  readonly close: string;
  /** Where images of an observation go: into the same message, or into a user message after it. */
  readonly images: 'same' | 'userMessage';
  /**
   * The message in words of the model's own format: text with `{{stdout}}`, `{{stderr}}` (errors included), `{{images}}` and
   * `{{facts}}` (image lines, notes, turns left). Absent: our own words.
   */
  readonly template?: string;
}

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
  /** `text`: code stands between tags. `tool`: native function calling, one tool `python` with the argument `code`. */
  readonly calls: 'text' | 'tool';
  /** Does a reply without tags and code count as the answer? */
  readonly plainAnswer: boolean;
  /** Strings that end a turn. The reader finds them by itself; they are sent only where the user has set so. */
  readonly stop: readonly string[];
  readonly observation: ObservationSpec;
  /** `first`: the images of a message stand before its text. `inline`: each where the text speaks of it. */
  readonly imageOrder: 'first' | 'inline';
  /** Text around each image, with `{{number}}` (from 0 over the whole run) and `{{name}}`; for `inline` only. */
  readonly imageTags?: TagPair;
  readonly imageConvention: ImageConvention;
  /** Are earlier thoughts sent back to the model with its earlier turns? */
  readonly keepThoughts: boolean;
  /**
   * For models that were not trained to choose when to work on the image: in mode `auto` they are told to begin with a line
   * `Route: look` or `Route: direct`, and are held to `look`.
   */
  readonly routed: boolean;
  /**
   * Text with `{{placeholders}}`: `figures`, `variables`, `packages`, `figkit`, `limits`, `format`, `answer`, `sight`
   * (see `promptSections`). A name that is none of these is an error.
   */
  readonly systemPrompt: string;
}

/** A profile ready for use. */
export interface Profile extends Omit<ProfileSpec, 'systemPrompt'> {
  /** What it was made from. */
  readonly spec: ProfileSpec;
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
  return Object.freeze({ ...rest, systemPrompt: template, spec: Object.freeze(spec) });
}
