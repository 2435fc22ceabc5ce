import { askServer, type Asking } from './askServer.ts';
import { rootUrl } from './baseUrl.ts';
import type { ListedModel } from './describe.ts';
import type { Engine, ServedModel } from './description.ts';
import { count, facts, field, flag, line, list, text } from './json.ts';
import { ollamaDetails } from './ollama.ts';

/** A server's version and models, with what its own endpoints add. */
export interface Details {
  readonly version?: string;
  readonly models: readonly ServedModel[];
}

/** Asks one of a server's own endpoints; undefined when it does not tell. */
export type Ask = (path: string, body?: unknown) => Promise<unknown>;

/** Who says to own the models, by engine. Ollama's models belong to `library` or to whoever pushed them. */
const OWNERS: Readonly<Record<string, Engine>> = {
  vllm: 'vllm',
  sglang: 'sglang',
  llamacpp: 'llama-server',
  library: 'ollama',
  organization_owner: 'lmstudio',
};

/** Owners that are known services: none of their own endpoints is worth asking for. */
const SERVICES = new Set([
  'openai',
  'openai-internal',
  'system',
  'google',
  'anthropic',
  'mistralai',
]);

/** Tells the engine by who owns the models, else by an endpoint that it alone has. */
export async function guessEngine(
  base: string,
  models: readonly ListedModel[],
  asking: Asking,
): Promise<Engine> {
  const owners = models.map(({ raw }) => text(field(raw, 'owned_by'))?.toLowerCase());
  for (const owner of owners) {
    const engine = owner === undefined ? undefined : OWNERS[owner];
    if (engine) return engine;
  }
  if (owners.some((owner) => owner !== undefined && SERVICES.has(owner))) return 'other';
  const ask = asker(base, asking);
  const [studio, ollama, props, sglang] = await Promise.all([
    ask('/api/v0/models'),
    ask('/api/version'),
    ask('/props'),
    ask('/get_model_info'),
  ]);
  if (list(field(studio, 'data')).some((model) => field(model, 'state') !== undefined))
    return 'lmstudio';
  if (text(field(ollama, 'version')) !== undefined) return 'ollama';
  if (field(props, 'default_generation_settings') !== undefined) return 'llama-server';
  if (text(field(sglang, 'model_path')) !== undefined) return 'sglang';
  return 'other';
}

/** What the engine's own endpoints add to the list of models. */
export async function detailsOf(
  engine: Engine,
  base: string,
  listed: readonly ListedModel[],
  asking: Asking,
): Promise<Details> {
  const ask = asker(base, asking);
  switch (engine) {
    case 'vllm':
      return vllm(listed, ask);
    case 'sglang':
      return sglang(listed, ask);
    case 'llama-server':
      return llamaServer(listed, ask);
    case 'ollama':
      return ollamaDetails(listed, ask);
    case 'lmstudio':
      return lmStudio(listed, ask);
    case 'other':
      return { models: listed.map(other) };
  }
}

function asker(base: string, asking: Asking): Ask {
  return async (path, body) => {
    try {
      const { status, json } = await askServer(`${rootUrl(base)}${path}`, asking, body);
      return status === 200 ? json : undefined;
    } catch (error) {
      asking.signal?.throwIfAborted();
      // The list of models has come: what this endpoint would add is simply not known. A mistake of ours must be seen.
      if (error instanceof Error && error.name === 'ModelError') return undefined;
      throw error;
    }
  };
}

async function vllm(listed: readonly ListedModel[], ask: Ask): Promise<Details> {
  const version = line(field(await ask('/version'), 'version'), 60);
  return {
    ...facts({ version }),
    models: listed.map(({ id, raw }) => ({
      id,
      ...facts({ contextTokens: count(field(raw, 'max_model_len')) }),
    })),
  };
}

async function sglang(listed: readonly ListedModel[], ask: Ask): Promise<Details> {
  const either = async (...paths: readonly string[]) => {
    for (const path of paths) {
      const json = await ask(path);
      if (json !== undefined) return json;
    }
    return undefined;
  };
  // Newer versions have shorter names for these; the older ones still answer in most.
  const [server, model] = await Promise.all([
    either('/get_server_info', '/server_info'),
    either('/get_model_info', '/model_info'),
  ]);
  const images = flag(field(model, 'has_image_understanding'));
  return {
    ...facts({ version: line(field(server, 'version'), 60) }),
    models: listed.map(({ id, raw }) => ({
      id,
      ...facts({
        contextTokens:
          count(field(raw, 'max_model_len')) ??
          count(field(server, 'context_length')) ??
          count(field(server, 'server_args', 'context_length')) ??
          count(field(server, 'max_req_input_len')),
        images,
      }),
    })),
  };
}

async function llamaServer(listed: readonly ListedModel[], ask: Ask): Promise<Details> {
  const props = await ask('/props');
  const context = count(field(props, 'default_generation_settings', 'n_ctx'));
  const vision = flag(field(props, 'modalities', 'vision'));
  return {
    ...facts({ version: line(field(props, 'build_info'), 60) }),
    models: listed.map(({ id, raw }) => ({
      id,
      ...facts({
        // With several models behind one router, /props is about none of them.
        contextTokens:
          (listed.length === 1 ? context : undefined) ?? count(field(raw, 'meta', 'n_ctx')),
        maxContextTokens: count(field(raw, 'meta', 'n_ctx_train')),
        images: modalities(raw) ?? (listed.length === 1 ? vision : undefined),
      }),
    })),
  };
}

async function lmStudio(listed: readonly ListedModel[], ask: Ask): Promise<Details> {
  const own = new Map(
    list(field(await ask('/api/v0/models'), 'data')).map((model) => [field(model, 'id'), model]),
  );
  return {
    models: listed.flatMap(({ id }) => {
      const model = own.get(id);
      const type = text(field(model, 'type'));
      if (type === 'embeddings') return [];
      return [
        {
          id,
          ...facts({
            contextTokens: count(field(model, 'loaded_context_length')),
            maxContextTokens: count(field(model, 'max_context_length')),
            images: type === undefined ? undefined : type === 'vlm',
          }),
        },
      ];
    }),
  };
}

/** Fields that hosted services and routers write into their lists. */
function other({ id, raw }: ListedModel): ServedModel {
  return {
    id,
    ...facts({
      contextTokens:
        count(field(raw, 'context_length')) ??
        count(field(raw, 'context_window')) ??
        count(field(raw, 'max_model_len')),
      images: modalities(raw),
    }),
  };
}

function modalities(raw: unknown): boolean | undefined {
  const inputs = field(raw, 'architecture', 'input_modalities');
  return Array.isArray(inputs) ? inputs.includes('image') : undefined;
}
