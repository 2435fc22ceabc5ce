import type { ListedModel } from './describe.ts';
import type { ServedModel } from './description.ts';
import type { Ask, Details } from './engines.ts';
import { count, facts, field, line, list, text } from './json.ts';

/** What Ollama loads a model with on a small machine, whatever the model was made for. Its OpenAI-compatible side cannot change that. */
export const OLLAMA_DEFAULT_CONTEXT = 4096;
/** Each is one more request; a user with more has the rest by name alone. */
const MOST_SHOWN = 32;
const AT_ONCE = 4;

const REMEDY =
  'A run with images needs more: start Ollama with OLLAMA_CONTEXT_LENGTH=32768, or make a model with "PARAMETER num_ctx 32768".';

/** What `/api/ps` (loaded now) and `/api/show` (made for) say. */
export async function ollamaDetails(listed: readonly ListedModel[], ask: Ask): Promise<Details> {
  const [version, running] = await Promise.all([ask('/api/version'), ask('/api/ps')]);
  const loaded = new Map(
    list(field(running, 'models')).flatMap((model) => {
      const context = count(field(model, 'context_length'));
      const names = [text(field(model, 'name')), text(field(model, 'model'))];
      return names.flatMap((name) =>
        name === undefined || context === undefined ? [] : [[name, context] as const],
      );
    }),
  );
  const models: ServedModel[] = [];
  for (let at = 0; at < listed.length; at += AT_ONCE)
    models.push(
      ...(
        await Promise.all(
          listed.slice(at, at + AT_ONCE).map(async ({ id }) => {
            const shown = at < MOST_SHOWN ? await ask('/api/show', { model: id }) : undefined;
            return ollamaModel(id, shown, loaded.get(id));
          }),
        )
      ).flat(),
    );
  return {
    ...facts({ version: line(field(version, 'version'), 60) }),
    models,
  };
}

/** Empty for a model that writes no text (embeddings). */
function ollamaModel(id: string, shown: unknown, loaded: number | undefined): ServedModel[] {
  const set = /^num_ctx\s+(\d+)/mu.exec(text(field(shown, 'parameters')) ?? '')?.[1];
  const contextTokens = loaded ?? count(Number(set));
  const capabilities = field(shown, 'capabilities');
  if (Array.isArray(capabilities) && !capabilities.includes('completion')) return [];
  return [
    {
      id,
      ...facts({
        contextTokens,
        maxContextTokens: trainedFor(shown),
        images: Array.isArray(capabilities) ? capabilities.includes('vision') : undefined,
        note: noteOn(loaded, contextTokens),
      }),
    },
  ];
}

function noteOn(loaded: number | undefined, contextTokens: number | undefined): string | undefined {
  if (loaded !== undefined && loaded <= OLLAMA_DEFAULT_CONTEXT)
    return `It is loaded with a context of ${loaded} tokens${loaded === OLLAMA_DEFAULT_CONTEXT ? ', Ollama’s default on small machines' : ''}. ${REMEDY}`;
  if (contextTokens === undefined)
    return `It is not loaded, and on small machines Ollama loads with a context of ${OLLAMA_DEFAULT_CONTEXT} tokens. ${REMEDY}`;
  return undefined;
}

/** `<architecture>.context_length` of `/api/show`. */
function trainedFor(shown: unknown): number | undefined {
  const info = field(shown, 'model_info');
  const architecture = text(field(info, 'general.architecture'));
  return architecture === undefined
    ? undefined
    : count(field(info, `${architecture}.context_length`));
}
