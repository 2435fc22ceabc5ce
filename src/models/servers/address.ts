import type { Profile } from '../../reasoning/profiles/profile.ts';
import type { Asking } from './askServer.ts';
import { baseUrl } from './baseUrl.ts';
import { describeServer } from './describe.ts';
import type { ModelEntry } from './entry.ts';

/** What an address on the command line begins with. */
export const ADDRESS = 'openai:';
/** The variable that holds the key of a model given by address. */
export const ADDRESS_KEY = 'FIGSCOPE_API_KEY';

/** An address that cannot be used. The message is for the user. */
export class AddressError extends Error {
  override readonly name = 'AddressError';
}

/** What an address names. */
export interface Address {
  /** Base address with /v1. */
  readonly url: string;
  /** Absent: the only model of the server is meant. */
  readonly model?: string;
  /** Id of a known profile. */
  readonly profile?: string;
}

/**
 * Reads `openai:http://127.0.0.1:8000/v1#s1-vl-32b@profile`. Model and profile may be absent, and so may /v1. What stands after the last @
 * is a profile only when there is one of that name: ids of models may hold an @ as well.
 * @throws AddressError
 */
export function parseAddress(address: string, profiles: ReadonlyMap<string, Profile>): Address {
  const given = address.slice(ADDRESS.length).trim();
  const hash = given.indexOf('#');
  const [rest, profile] = splitProfile(given, profiles);
  const place = hash < 0 ? rest : given.slice(0, hash);
  const model = hash < 0 ? '' : rest.slice(hash + 1).trim();
  if (place === '')
    throw new AddressError(
      `"${address}" lacks the address. An example: openai:http://127.0.0.1:8000/v1#s1-vl-32b`,
    );
  try {
    return {
      url: baseUrl(place),
      ...(model === '' ? {} : { model }),
      ...(profile === undefined ? {} : { profile }),
    };
  } catch (error) {
    throw new AddressError(error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
}

function splitProfile(
  text: string,
  profiles: ReadonlyMap<string, Profile>,
): readonly [string, string | undefined] {
  const at = text.lastIndexOf('@');
  const id = text.slice(at + 1);
  return at >= 0 && profiles.has(id) ? [text.slice(0, at), id] : [text, undefined];
}

/**
 * The entry that an address stands for. Asks the server for its models where the address names none.
 * @throws AddressError where the server has no model, or several; ModelError where it cannot be asked
 */
export async function resolveAddress(
  { url, model, profile }: Address,
  asking: Asking,
): Promise<ModelEntry> {
  const id = model ?? (await onlyModel(url, asking));
  return {
    name: nameOf(id),
    url,
    model: id,
    keyEnv: ADDRESS_KEY,
    ...(profile === undefined ? {} : { profile }),
  };
}

async function onlyModel(url: string, asking: Asking): Promise<string> {
  const { models } = await describeServer(url, asking);
  const ids = models.map(({ id }) => id);
  const [only] = ids;
  if (only === undefined)
    throw new AddressError(
      `The server at ${url} serves no model. Load one (in Ollama: ollama pull NAME), then try again.`,
    );
  if (ids.length > 1) throw new AddressError(severalModels(url, ids));
  return only;
}

const MOST_SHOWN = 20;

function severalModels(url: string, ids: readonly string[]): string {
  const shown = ids.slice(0, MOST_SHOWN).map((id) => `  ${addressOf(url, id)}`);
  const more = ids.length > MOST_SHOWN ? [`  …and ${ids.length - MOST_SHOWN} more`] : [];
  return [`The server at ${url} has ${ids.length} models. Say which:`, ...shown, ...more].join(
    '\n',
  );
}

/** The address of a model as it can be pasted into a shell: an id with unusual characters stands in quotes. */
export function addressOf(url: string, model: string): string {
  const address = `${ADDRESS}${url}#${model}`;
  return /^[\w.:/@#+%[\]-]+$/u.test(address)
    ? address
    : `'${address.replaceAll("'", String.raw`'\''`)}'`;
}

/** A name that an entry may have, from the id of a model: `org/S1-VL-32B-RL` → `S1-VL-32B-RL`. */
export function nameOf(id: string): string {
  const last = id.split(/[/\\]/u).filter(Boolean).at(-1) ?? id;
  const name = last
    .replaceAll(/[^A-Za-z0-9_.-]+/gu, '-')
    .replace(/^[^A-Za-z0-9]+/u, '')
    .slice(0, 64);
  return name === '' ? 'model' : name;
}
