import type { Model, ModelDelta, ModelRequest } from '../../reasoning/model.ts';
import type { Profile } from '../../reasoning/profiles/profile.ts';
import { baseUrl } from '../servers/baseUrl.ts';
import type { ModelEntry } from '../servers/entry.ts';
import { requestBody } from './body.ts';
import { openStream } from './openStream.ts';
import { readStream } from './readStream.ts';
import type { Target } from './target.ts';
import { CutWatch } from './cutWatch.ts';

export interface ServerModelOptions {
  /** How the model's turns are written and read. */
  readonly profile: Profile;
  /** Sent as a bearer token; never shown. */
  readonly key?: string;
}

/**
 * A model on an OpenAI-compatible server. Holds no connection between replies.
 * @throws Error with a sentence for an address that cannot be used
 */
export function createServerModel(entry: ModelEntry, { profile, key }: ServerModelOptions): Model {
  const url = baseUrl(entry.url);
  const { host } = new URL(url);
  const target: Target = { entry: { ...entry, url }, host, ...(key !== undefined && { key }) };
  const watch = new CutWatch();
  const { images, maxImagePixels } = entry.limits ?? {};
  return {
    id: `openai:${entry.name}`,
    label: entry.label ?? `${entry.model} on ${host}`,
    profile,
    images: entry.images ?? true,
    limits: {
      ...(images !== undefined && { images }),
      ...(maxImagePixels !== undefined && { maxImagePixels }),
    },
    stream: (request, signal) => stream(target, watch, request, signal),
  };
}

async function* stream(
  target: Target,
  watch: CutWatch,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<ModelDelta, void, undefined> {
  const response = yield* openStream(target, requestBody(target.entry, request), signal);
  const callsBefore = request.messages.flatMap(({ parts }) =>
    parts.filter(({ type }) => type === 'toolCall'),
  ).length;
  try {
    for await (const delta of readStream(response, target, signal, callsBefore)) {
      const words = delta.type === 'usage' ? watch.note(request, delta) : undefined;
      if (words !== undefined) yield { type: 'notice', level: 'warning', text: words };
      yield delta;
    }
  } finally {
    // Also where the reader has had enough: servers stop generating when the connection goes.
    response.destroy();
  }
}
