import { ModelError } from '../../reasoning/modelError.ts';
import { askServer, type Asking, type Reply } from './askServer.ts';
import { baseUrl } from './baseUrl.ts';
import type { ServedModel, ServerDescription } from './description.ts';
import { detailsOf, guessEngine } from './engines.ts';
import { field, line, list, text } from './json.ts';

/** More than this is a mistake, or a catalogue that nobody reads to its end. */
const MOST_MODELS = 1000;

/**
 * Asks a server what it is and what it serves: `/v1/models` first, then the engine's own endpoints, whose failure only means that less is known.
 * @param url base address, with or without /v1
 * @throws ModelError (`down`, `key`, `nonsense`, `busy`, `refused`) with a sentence for the user
 */
export async function describeServer(url: string, asking: Asking): Promise<ServerDescription> {
  const base = baseUrl(url);
  const reply = await askServer(`${base}/models`, asking);
  const listed = servedModels(reply);
  if (!listed) throw refusal(base, reply, asking.key !== undefined);
  const engine = await guessEngine(base, listed, asking);
  const { version, models } = await detailsOf(engine, base, listed, asking);
  return { engine, ...(version === undefined ? {} : { version }), models };
}

/** A model of `/v1/models` with everything that the server wrote about it. */
export interface ListedModel extends ServedModel {
  readonly raw: unknown;
}

/** An id that can be shown on one line and typed again. Others would let a server write lines of its own into our lists. */
const LEGIBLE = /^[^\p{Cc}\p{Zl}\p{Zp}]{1,300}$/u;

/** Undefined when this is no list of models. */
export function servedModels({ status, json }: Reply): readonly ListedModel[] | undefined {
  const data = field(json, 'data');
  // Ollama without a model writes `"data": null`.
  if (
    status !== 200 ||
    !(Array.isArray(data) || (data === null && field(json, 'object') === 'list'))
  )
    return undefined;
  const models = list(data)
    .slice(0, MOST_MODELS)
    .flatMap((raw) => {
      const id = text(field(raw, 'id'));
      return id === undefined || !LEGIBLE.test(id) ? [] : [{ id, raw }];
    });
  return models.length === 0 && list(data).length > 0 ? undefined : models;
}

function refusal(base: string, { status, json }: Reply, hasKey: boolean): ModelError {
  const said = words(json);
  const quoted = said === undefined ? '' : ` It says: ${said}`;
  if (status === 401 || status === 403)
    return new ModelError(
      'key',
      hasKey
        ? `${base} does not accept the key.${quoted}`
        : `${base} wants a key, and none is set.${quoted}`,
    );
  if (status === 404)
    return new ModelError(
      'nonsense',
      `There is no OpenAI-compatible server at ${base}: ${base}/models is not found. The address usually ends in /v1.`,
    );
  if (status >= 300 && status < 400)
    return new ModelError(
      'nonsense',
      `${base} sends requests on to another address, which is not followed. Give the final address.`,
    );
  if (status === 429) return new ModelError('rate', `${base} gets too many requests.${quoted}`);
  if (status === 503) return new ModelError('busy', `${base} is busy or still loading.${quoted}`);
  if (status >= 400)
    return new ModelError('refused', `${base} answers with error ${status}.${quoted}`);
  return new ModelError(
    'nonsense',
    `What answers at ${base} is no OpenAI-compatible server: ${base}/models gives no list of models.${quoted}`,
  );
}

/** The words of an error, as the engines write it. */
function words(json: unknown): string | undefined {
  return [['error', 'message'], ['error'], ['message'], ['detail']]
    .map((path) => line(field(json, ...path), 300))
    .find((said) => said !== undefined);
}
