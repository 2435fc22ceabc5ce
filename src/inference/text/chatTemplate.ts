import { Environment, Template } from '@huggingface/jinja';
import { InferenceError } from '../errors.ts';
import type { ChatMessage } from '../protocol.ts';
import { BoundedInterpreter } from './boundedInterpreter.ts';
import { Literals } from './literals.ts';
import type { ImagePart, RenderedPrompt } from './renderedPrompt.ts';
import {
  contentTexts,
  literalJson,
  templateMessages,
  type ContentForm,
} from './templateMessages.ts';
import { Refusal, templateGlobals } from './templateGlobals.ts';
import { readTemplateSource, type TemplateSource } from './templateSource.ts';
import { THOUGHT_OPEN } from './thoughtWatch.ts';
import type { Tokenizer } from './tokenizer.ts';

export interface RenderOptions {
  /** JSON schemas of functions. */
  readonly tools?: readonly Readonly<Record<string, unknown>>[] | undefined;
  /** The template's `enable_thinking`. */
  readonly thinking?: boolean | undefined;
  /** Id of the placeholder of images; none: the model takes no images. */
  readonly imageToken: number | undefined;
}

/** The chat template of a model: conversations to the text that the model was trained to go on from. */
export class ChatTemplate {
  /** Does it open a thought by itself or know one? */
  readonly thinking: boolean;
  readonly #source: TemplateSource;
  readonly #tokenizer: Tokenizer;
  readonly #standard: Template;
  readonly #withTools: Template | undefined;

  private constructor(source: TemplateSource, tokenizer: Tokenizer) {
    this.#source = source;
    this.#tokenizer = tokenizer;
    this.#standard = parsed(source.standard, source.path);
    this.#withTools =
      source.withTools === undefined ? undefined : parsed(source.withTools, source.path);
    this.thinking = /<think>|enable_thinking/.test(source.standard);
  }

  /** @throws InferenceError `files` when there is none or it cannot be parsed */
  static async read(folder: string, tokenizer: Tokenizer): Promise<ChatTemplate> {
    return new ChatTemplate(await readTemplateSource(folder), tokenizer);
  }

  /**
   * A conversation as the prompt for its next reply. Contents cannot make special tokens (`<|im_end|>`), only the template and images
   * do. Tags that replies are made of (`<think>`, `<tool_response>`) keep their meaning, except in what tools gave back.
   * @throws InferenceError `prompt` when the template refuses the messages, leaves out an image or does not come to an end
   */
  render(messages: readonly ChatMessage[], options: RenderOptions): RenderedPrompt {
    const literals = new Literals(this.#tokenizer.addedTokens.list, [
      this.#source.standard,
      this.#source.withTools ?? '',
      ...contentTexts(messages),
      JSON.stringify(options.tools ?? null),
    ]);
    const { text, barriers } = literals.unmarked(this.#text(messages, options, literals));
    const images = messages.flatMap(({ parts }) =>
      parts.filter((part): part is ImagePart => part.type === 'image'),
    );
    this.#checkImages(text, barriers, images.length, options.imageToken);
    const opening = thoughtOpening(text);
    return { text, barriers, images, thoughtOpen: opening !== '', opening };
  }

  #text(messages: readonly ChatMessage[], options: RenderOptions, literals: Literals): string {
    const first = this.#attempt(messages, options, literals, 'text');
    if (typeof first === 'string') return first;
    // Some templates for images go through the parts of every content.
    const second =
      first instanceof Refusal ? first : this.#attempt(messages, options, literals, 'list');
    if (typeof second === 'string') return second;
    throw new InferenceError(
      'prompt',
      first instanceof Refusal
        ? `The model's chat template refuses this conversation: ${first.message}`
        : `The model's chat template (${this.#source.path}) cannot render this conversation: ${first.message}`,
      { cause: first },
    );
  }

  #attempt(
    messages: readonly ChatMessage[],
    { tools, thinking }: RenderOptions,
    literals: Literals,
    form: ContentForm,
  ): string | Error {
    const withTools = tools !== undefined && tools.length > 0;
    const template = (withTools && this.#withTools) || this.#standard;
    try {
      const environment = new Environment();
      const variables = {
        ...templateGlobals(),
        ...this.#source.tokens,
        messages: templateMessages(messages, literals, form),
        tools: withTools ? literalJson(tools, literals) : null,
        documents: null,
        add_generation_prompt: true,
        ...(thinking !== undefined && { enable_thinking: thinking }),
      };
      for (const [name, value] of Object.entries(variables)) environment.set(name, value);
      const { value } = new BoundedInterpreter(environment).run(template.parsed);
      return typeof value === 'string' ? value : new Error('it writes no text');
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  #checkImages(
    text: string,
    barriers: readonly number[],
    images: number,
    imageToken: number | undefined,
  ): void {
    if (images > 0 && imageToken === undefined)
      throw new InferenceError('prompt', 'This model takes no images.');
    const places = this.#tokenizer
      .findAdded(text, barriers)
      .filter(({ token }) => token.id === imageToken).length;
    if (places === images || imageToken === undefined) return;
    throw new InferenceError(
      'prompt',
      `The conversation has ${images} images, but the model's chat template made place for ${places}: it takes them only in some messages (in those of the user mostly).`,
    );
  }
}

function parsed(source: string, path: string): Template {
  try {
    return new Template(source);
  } catch (error) {
    throw new InferenceError(
      'files',
      `The chat template in ${path} cannot be read: ${String(error)}. Get it again, or use another export of the model.`,
      { cause: error },
    );
  }
}

/** What the prompt has of the reply already, where it ends inside a thought. */
function thoughtOpening(text: string): string {
  const at = text.lastIndexOf(THOUGHT_OPEN);
  const end = text.slice(at);
  return at >= 0 && end.trim() === THOUGHT_OPEN ? end : '';
}
