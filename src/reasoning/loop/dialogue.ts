import {
  assistantMessage,
  modelImage,
  observationMessages,
  questionMessage,
  reminderMessages,
  systemMessage,
} from '../messages/build.ts';
import { observationPieces, type ObservationContent } from '../messages/observation.ts';
import { questionPieces, type QuestionContent } from '../messages/question.ts';
import type { ModelMessage } from '../model.ts';
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

  constructor(profile: Profile, context: PromptContext) {
    this.#profile = profile;
    this.#messages.push(systemMessage(profile.systemPrompt(context)));
  }

  /** The messages as they are now. */
  get messages(): readonly ModelMessage[] {
    return [...this.#messages];
  }

  /** Adds a question. */
  ask(content: Omit<QuestionContent, 'notes'>, images: Images): void {
    const pieces = questionPieces({ ...content, notes: this.#notes });
    this.#notes = [];
    this.#messages.push(questionMessage(pieces, chosen(content.images, images)));
  }

  /** Adds a turn of the model, word for word, or without its thoughts where the profile leaves them out. */
  reply(text: string): void {
    const { keepThoughts, tags } = this.#profile;
    this.#messages.push(assistantMessage(keepThoughts ? text : withoutThoughts(text, tags)));
  }

  /** Adds what a cell gave back. */
  observe(content: ObservationContent, images: Images): void {
    this.#messages.push(
      ...observationMessages(
        observationPieces(content),
        chosen(content.images, images),
        this.#profile,
      ),
    );
  }

  /** Tells the model that its turn could not be used, and why. */
  remind(text: string, turnsLeft: number): void {
    this.#messages.push(...reminderMessages(text, turnsLeft, this.#profile));
  }

  /** Keeps a sentence for the next question. */
  noteForNext(sentence: string): void {
    this.#notes.push(sentence);
  }
}

function chosen(described: ObservationContent['images'], images: Images) {
  return new Map(
    described.flatMap(({ name, withheld }) => {
      const image = withheld === undefined ? images.get(name) : undefined;
      return image ? [[name, modelImage(image)] as const] : [];
    }),
  );
}
