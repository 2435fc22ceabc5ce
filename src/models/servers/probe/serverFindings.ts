import { ModelError } from '../../../reasoning/modelError.ts';
import type { Asking } from '../askServer.ts';
import { describeServer } from '../describe.ts';
import {
  ENGINE_NAMES,
  type Engine,
  type ServedModel,
  type ServerDescription,
} from '../description.ts';
import type { ModelEntry } from '../entry.ts';
import { nearest } from '../issueSentence.ts';
import { adviceOn } from './advice.ts';
import { finding, type Finding } from './finding.ts';

/** A run sends a few images of a thousand tokens each, and thinks at length. */
const ENOUGH_CONTEXT = 16_384;

export interface ServerFindings {
  readonly engine: Engine;
  readonly version?: string;
  readonly contextTokens?: number;
  readonly findings: readonly Finding[];
  /** False: there is no use in asking the model anything. */
  readonly goOn: boolean;
}

/** What a server says of itself and of the model. */
export async function serverFindings(entry: ModelEntry, asking: Asking): Promise<ServerFindings> {
  try {
    return described(entry, await describeServer(entry.url, asking));
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return notDescribed(entry, error);
  }
}

function described(entry: ModelEntry, description: ServerDescription): ServerFindings {
  const { engine, version, models } = description;
  const name = [ENGINE_NAMES[engine], version].filter(Boolean).join(' ');
  const model = models.find(({ id }) => id === entry.model);
  const contextTokens = model?.contextTokens ?? entry.limits?.contextTokens;
  return {
    engine,
    ...(version === undefined ? {} : { version }),
    ...(contextTokens === undefined ? {} : { contextTokens }),
    findings: [
      finding('server', 'works', `${name} answers at ${entry.url}.`, { value: engine }),
      modelFinding(entry, models),
      contextFinding(engine, model, contextTokens),
    ],
    // Routers and gateways serve models that they do not list: asking tells.
    goOn: true,
  };
}

function modelFinding({ model }: ModelEntry, models: readonly ServedModel[]): Finding {
  const ids = models.map(({ id }) => id);
  if (ids.includes(model))
    return finding('model', 'works', `It serves ${model}.`, { value: model });
  const meant = nearest(model, ids);
  const shown = ids.slice(0, 10).join(', ');
  return finding('model', 'limited', `It does not list ${model}.`, {
    value: model,
    advice:
      ids.length === 0
        ? 'It lists no model at all. Load one.'
        : `${meant ? `Did you mean ${meant}? ` : ''}It lists: ${shown}${ids.length > 10 ? ` and ${ids.length - 10} more` : ''}.`,
  });
}

function contextFinding(
  engine: Engine,
  model: ServedModel | undefined,
  tokens: number | undefined,
): Finding {
  if (tokens === undefined)
    return finding(
      'context',
      'untested',
      'The server does not say how long a conversation may be.',
      {
        advice:
          model?.note ??
          'If you know it, write it into the entry: "limits": {"contextTokens": 32768}.',
      },
    );
  const text = `A conversation may have ${tokens.toLocaleString('en')} tokens.`;
  if (tokens >= ENOUGH_CONTEXT) return finding('context', 'works', text, { value: tokens });
  return finding(
    'context',
    'limited',
    `${text} A run with several images needs ${ENOUGH_CONTEXT.toLocaleString('en')} or more.`,
    { value: tokens, advice: model?.note ?? adviceOn('context', engine) },
  );
}

function notDescribed(entry: ModelEntry, error: ModelError): ServerFindings {
  const fatal = error.kind === 'down' || error.kind === 'key';
  if (fatal)
    return {
      engine: 'other',
      findings: [
        finding('server', 'fails', error.message, {
          value: error.kind,
          advice: remedy(entry, error),
        }),
      ],
      goOn: false,
    };
  return {
    engine: 'other',
    findings: [
      finding('server', 'limited', `The server cannot be asked what it serves. ${error.message}`, {
        value: error.kind,
      }),
    ],
    goOn: true,
  };
}

function remedy({ keyEnv }: ModelEntry, { kind }: ModelError): string | undefined {
  if (kind !== 'key') return undefined;
  return keyEnv === undefined
    ? 'Put the key into an environment variable and name it in "keyEnv".'
    : `Set the environment variable ${keyEnv} to the right key.`;
}
