import { Tokenizer as PlainTokenizer } from '@huggingface/tokenizers';
import { InferenceError } from '../errors.ts';
import { AddedTokens, type AddedTokenMatch } from './addedTokens.ts';
import { byteLevelBytes } from './byteLevel.ts';
import { readTokenizerFiles, type TokenizerFiles } from './tokenizerFiles.ts';

const NOTHING = new Uint8Array(0);

/** A byte-level BPE tokenizer as the Qwen families have it: text to token ids and back to bytes. */
export class Tokenizer {
  readonly addedTokens: AddedTokens;
  /** Ids that the tokenizer knows; a model may have logits for more. */
  readonly vocabularySize: number;
  readonly #plain: PlainTokenizer;
  readonly #bytes: (Uint8Array | undefined)[] = [];

  private constructor(plain: PlainTokenizer, files: TokenizerFiles) {
    this.#plain = plain;
    this.addedTokens = new AddedTokens(files.addedTokens);
    this.vocabularySize = files.vocabularySize;
  }

  /** @throws InferenceError `files` that names the file and what is wrong with it */
  static async read(folder: string): Promise<Tokenizer> {
    const files = await readTokenizerFiles(folder);
    let plain: PlainTokenizer;
    try {
      // Without its added tokens: those are found by us, so that text can also be read without them.
      plain = new PlainTokenizer(files.definition, {});
      plain.encode('a', { add_special_tokens: false });
    } catch (error) {
      throw new InferenceError(
        'files',
        `${files.path} describes a tokenizer that cannot be used: ${String(error)}. Get it again, or use another export of the model.`,
        { cause: error },
      );
    }
    return new Tokenizer(plain, files);
  }

  /**
   * Tokens of a text; added tokens in it are recognised, none is put around it.
   * @param barriers offsets at which no added token begins and over which none reaches
   */
  encode(text: string, barriers: readonly number[] = []): number[] {
    const ids: number[] = [];
    let from = 0;
    for (const { token, start, end } of this.findAdded(text, barriers)) {
      if (start > from) append(ids, this.encodePlain(text.slice(from, start)));
      ids.push(token.id);
      from = end;
    }
    if (from < text.length) append(ids, this.encodePlain(text.slice(from)));
    return ids;
  }

  /** Tokens of a text in which `<|im_end|>` and the like are nothing but characters. */
  encodePlain(text: string): number[] {
    return this.#plain.encode(text, { add_special_tokens: false }).ids;
  }

  /** Added tokens in a text, in order. */
  findAdded(text: string, barriers: readonly number[] = []): AddedTokenMatch[] {
    return this.addedTokens.find(text, barriers);
  }

  idOf(token: string): number | undefined {
    return this.addedTokens.byText(token)?.id ?? this.#plain.token_to_id(token);
  }

  /** Bytes that a token stands for: often a part of a character only. None for an id beyond the vocabulary. */
  bytesOf(id: number): Uint8Array {
    return (this.#bytes[id] ??= this.#makeBytes(id));
  }

  /** A token as text, for people: bytes that are no whole character become U+FFFD. */
  tokenText(id: number): string {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.bytesOf(id));
  }

  /** Has to do with the form of a conversation (`<|im_end|>`): not shown. `<think>` is none. */
  isSpecial(id: number): boolean {
    return this.addedTokens.byId(id)?.special ?? false;
  }

  #makeBytes(id: number): Uint8Array {
    const added = this.addedTokens.byId(id);
    if (added) return new TextEncoder().encode(added.text);
    const token = this.#plain.id_to_token(id);
    return token === undefined ? NOTHING : byteLevelBytes(token);
  }
}

/** Not `push(...more)`: a long text has more tokens than a call may have arguments. */
function append(ids: number[], more: readonly number[]): void {
  for (const id of more) ids.push(id);
}
