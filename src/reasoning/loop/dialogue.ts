import {
  assistantMessage,
  modelImage,
  observationMessages,
  questionMessage,
  reminderMessages,
  systemMessage,
  unansweredCall,
  type NamedImages,
} from '../messages/build.ts';
import { observationPieces, type ObservationContent } from '../messages/observation.ts';
import { questionPieces, type QuestionContent } from '../messages/question.ts';
import type { ModelMessage, ToolCallPart } from '../model.ts';
import type { Profile } from '../profiles/profile.ts';
import type { PromptContext } from '../prompt/context.ts';
import { withoutThoughts } from '../reader/withoutThoughts.ts';
import type { ShownImage } from '../sandbox.ts';

type Images = ReadonlyMap<string, ShownImage>;

/** The messages of a run. They are only ever added to, never changed, so that the prefix caches of servers hit. */
export class Dialogue {
  readonly #messages: ModelMessage[] = [];
  readonly #profile: Profile;
  /** Sentences for the next question: how the last one ended when nobody could tell the model. */
  #notes: string[] = [];
  /** Messages with images of cells, and the names of these. */
  readonly #observed = new Map<ModelMessage, readonly string[]>();
  /** A call of a tool that has no answer yet. */
  #call: string | undefined;

  constructor(profile: Profile, context: PromptContext) {
    this.#profile = profile;
    this.#messages.push(systemMessage(profile.systemPrompt(context)));
  }

  /** The messages as they are now. */
  get messages(): readonly ModelMessage[] {
    return [...this.#messages];
  }

  /**
   * The messages up to the last turn of the model, those with images of cells changed by `withhold`, and `instruction` added at the end.
   * @returns with the names of these images; none when there is nothing to withhold
   */
  withheld(
    instruction: string,
    withhold: (message: ModelMessage) => ModelMessage,
  ): { messages: readonly ModelMessage[]; names: readonly string[] } {
    const last = this.#messages.findLastIndex(({ role }) => role === 'assistant');
    const before = this.#messages.slice(0, Math.max(0, last));
    const names = before.flatMap((message) => this.#observed.get(message) ?? []);
    const messages = before.map((message) =>
      this.#observed.has(message) ? withhold(message) : message,
    );
    return { messages: [...messages, ...reminderMessages(instruction, 1, this.#profile)], names };
  }

  /** Adds a question. */
  ask(content: Omit<QuestionContent, 'notes'>, images: Images): void {
    const call = this.#takeCall();
    if (call !== undefined) this.#messages.push(...unansweredCall(call, this.#profile));
    const { routed } = this.#profile;
    const pieces = questionPieces({ ...content, notes: this.#notes, routed });
    this.#notes = [];
    this.#messages.push(questionMessage(pieces, chosen(content.images, images), this.#profile));
  }

  /** Adds a turn of the model, word for word, or without its thoughts where the profile leaves them out. */
  reply(text: string, call?: ToolCallPart): void {
    const { keepThoughts, tags } = this.#profile;
    const kept = keepThoughts ? text : withoutThoughts(text, tags, call !== undefined);
    this.#messages.push(assistantMessage(kept, call));
    this.#call = call?.id;
  }

  /** Adds what a cell gave back. */
  observe(content: ObservationContent, images: Images): void {
    const profile = this.#profile;
    const pieces = observationPieces(content, profile.observation.template);
    const named = chosen(content.images, images);
    const messages = observationMessages(pieces, named, profile, this.#takeCall());
    for (const message of messages)
      if (message.parts.some(({ type }) => type === 'image'))
        this.#observed.set(message, [...named.keys()]);
    this.#messages.push(...messages);
  }

  /** Tells the model that its turn could not be used, and why. */
  remind(text: string, turnsLeft: number): void {
    this.#messages.push(...reminderMessages(text, turnsLeft, this.#profile, this.#takeCall()));
  }

  /** Keeps a sentence for the next question. */
  noteForNext(sentence: string): void {
    this.#notes.push(sentence);
  }

  /** The call that the next message answers. */
  #takeCall(): string | undefined {
    const call = this.#call;
    this.#call = undefined;
    return call;
  }
}

function chosen(described: ObservationContent['images'], images: Images): NamedImages {
  const numbers = [...images.keys()];
  return new Map(
    described.flatMap(({ name, withheld }) => {
      const image = withheld === undefined ? images.get(name) : undefined;
      if (!image) return [];
      return [[name, { image: modelImage(image), number: numbers.indexOf(name) }] as const];
    }),
  );
}
