import { SPECIAL } from './shape.ts';

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
/** The byte-level alphabet writes a space as this. */
const SPACE = 'Ġ';

/** Ids below this are words of three letters after a space, and the only ones that the decoder gives. */
export const WORDS = LETTERS.length ** 3;

/**
 * tokenizer.json: byte-level BPE with Qwen's way of splitting, in which ` abc` is one token. Whatever sequence of words the model makes, its
 * text is read as the same tokens again, so that both sides of the benchmark see the same conversation.
 */
export function tokenizer(): object {
  const pairs = LETTERS.flatMap((a) => LETTERS.map((b) => a + b));
  const words = LETTERS.flatMap((a) => pairs.map((rest) => SPACE + a + rest));
  const begun = LETTERS.map((letter) => SPACE + letter);
  const tokens = [...words, ...begun, ...pairs, ...byteAlphabet()];
  const merges = [
    ...begun.map((token) => [SPACE, token.slice(1)]),
    ...pairs.map((token) => [...token]),
    ...words.map((token) => [token.slice(0, 2), token.slice(2)]),
  ];
  const split =
    "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false };
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: Object.entries(SPECIAL).map(([content, id]) => ({
      ...{ id, content, single_word: false, lstrip: false, rstrip: false },
      ...{ normalized: false, special: true },
    })),
    normalizer: { type: 'NFC' },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: split }, behavior: 'Isolated', invert: false },
        { ...byteLevel, use_regex: false },
      ],
    },
    post_processor: { ...byteLevel, use_regex: false },
    decoder: { ...byteLevel, use_regex: false },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: '',
      end_of_word_suffix: '',
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
      merges: merges.map((pair) => pair.join(' ')),
    },
  };
}

export const TOKENIZER_CONFIG = {
  tokenizer_class: 'Qwen2Tokenizer',
  add_prefix_space: false,
  add_bos_token: false,
  bos_token: null,
  eos_token: '<|im_end|>',
  pad_token: '<|endoftext|>',
  unk_token: null,
  clean_up_tokenization_spaces: false,
  model_max_length: 262_144,
  split_special_tokens: false,
  processor_class: 'Qwen3VLProcessor',
  added_tokens_decoder: Object.fromEntries(
    Object.entries(SPECIAL).map(([content, id]) => [
      id,
      {
        content,
        lstrip: false,
        normalized: false,
        rstrip: false,
        single_word: false,
        special: true,
      },
    ]),
  ),
};

/** What Qwen3-VL's template makes of messages without tools. */
export const CHAT_TEMPLATE = `{%- set ns = namespace(images=0) -%}
{%- for message in messages -%}
{{- '<|im_start|>' + message.role + '\\n' -}}
{%- if message.content is string -%}
{{- message.content -}}
{%- else -%}
{%- for part in message.content -%}
{%- if part.type == 'image' or 'image' in part -%}
{%- set ns.images = ns.images + 1 -%}
{{- '<|vision_start|><|image_pad|><|vision_end|>' -}}
{%- elif 'text' in part -%}
{{- part.text -}}
{%- endif -%}
{%- endfor -%}
{%- endif -%}
{{- '<|im_end|>\\n' -}}
{%- endfor -%}
{%- if add_generation_prompt -%}
{{- '<|im_start|>assistant\\n' -}}
{%- endif -%}
`;

/** The 256 characters of byte-level BPE (GPT-2's `bytes_to_unicode`). */
function byteAlphabet(): string[] {
  let moved = 0;
  return Array.from({ length: 256 }, (_, byte) => {
    const shown = (byte > 32 && byte < 127) || (byte > 160 && byte !== 173);
    return String.fromCodePoint(shown ? byte : 256 + moved++);
  });
}
