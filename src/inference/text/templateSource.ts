import { join } from 'node:path';
import { InferenceError } from '../errors.ts';
import { isObject, readJson, type Json } from '../folder/jsonFile.ts';
import { readText } from '../folder/textFile.ts';

const MAX_BYTES = 1024 * 1024;

/** The chat templates of a model and the names of tokens that they use. */
export interface TemplateSource {
  /** File that the templates are from. */
  readonly path: string;
  readonly standard: string;
  /** For conversations with tools, where the model has a template of its own for them. */
  readonly withTools: string | undefined;
  /** `bos_token`, `eos_token`…: their texts. */
  readonly tokens: Readonly<Record<string, string>>;
}

const TOKEN_NAMES = ['bos_token', 'eos_token', 'pad_token', 'unk_token'];

/**
 * Looks where transformers looks: chat_template.jinja, chat_template.json, tokenizer_config.json.
 * @throws InferenceError `files` when none of them has a template
 */
export async function readTemplateSource(folder: string): Promise<TemplateSource> {
  const [jinja, file, config = {}] = await Promise.all([
    readText(folder, 'chat_template.jinja', MAX_BYTES),
    readJson(folder, 'chat_template.json'),
    readJson(folder, 'tokenizer_config.json'),
  ]);
  const candidates: readonly [string, unknown][] = [
    ['chat_template.jinja', jinja],
    ['chat_template.json', file?.['chat_template']],
    ['tokenizer_config.json', config['chat_template']],
  ];
  for (const [name, value] of candidates) {
    const templates = templatesOf(value);
    if (templates) return { path: join(folder, name), ...templates, tokens: tokensOf(config) };
  }
  throw new InferenceError(
    'files',
    `${folder} has no chat template: neither chat_template.jinja nor chat_template.json nor an entry in tokenizer_config.json. Get that file, too.`,
  );
}

/** One template, or a list of named ones of which `default` is the usual one. */
function templatesOf(value: unknown): Pick<TemplateSource, 'standard' | 'withTools'> | undefined {
  if (typeof value === 'string') return { standard: value, withTools: undefined };
  if (!Array.isArray(value)) return undefined;
  const named = new Map<unknown, string>();
  for (const entry of value as unknown[])
    if (isObject(entry) && typeof entry['template'] === 'string')
      named.set(entry['name'], entry['template']);
  const standard = named.get('default');
  return standard === undefined ? undefined : { standard, withTools: named.get('tool_use') };
}

function tokensOf(config: Json): Record<string, string> {
  const tokens: Record<string, string> = {};
  for (const name of TOKEN_NAMES) {
    const value = config[name];
    const text = isObject(value) ? value['content'] : value;
    if (typeof text === 'string') tokens[name] = text;
  }
  return tokens;
}
