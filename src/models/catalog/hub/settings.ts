import { CatalogError } from '../error.ts';
import type { HubOptions } from '../types.ts';
import { isLoopback } from './hosts.ts';

export const PUBLIC_HUB = 'https://huggingface.co';

/** Where models come from, and with what. */
export interface HubSettings {
  /** Without a slash at its end. */
  readonly endpoint: string;
  readonly token?: string;
  /** Absent: as the environment says; empty: none. */
  readonly proxy?: string;
  readonly env: NodeJS.ProcessEnv;
  /** Silence after which a host is given up; the download then goes on from where it was. */
  readonly idleMs: number;
  /** For the user: a token that is not sent. */
  readonly notices: readonly string[];
}

/**
 * Reads options and environment. HF_TOKEN goes with the hub that HF_ENDPOINT names, or the public one: a mirror chosen for Figscope alone
 * gets FIGSCOPE_HUB_TOKEN, or a token that was given for it, and nothing else.
 * @throws CatalogError `input`
 */
export function hubSettings(options: HubOptions): HubSettings {
  const env = options.env ?? process.env;
  const own = options.endpoint?.trim() || env['FIGSCOPE_MODELS_MIRROR']?.trim();
  const endpoint = endpointOf(own || env['HF_ENDPOINT']?.trim() || PUBLIC_HUB);
  const explicit = options.token?.trim() || env['FIGSCOPE_HUB_TOKEN']?.trim();
  const foreign = own !== undefined && own !== '' && endpoint !== PUBLIC_HUB;
  const token = explicit || (foreign ? undefined : env['HF_TOKEN']?.trim());
  const base = {
    endpoint,
    env,
    idleMs: options.idleMs ?? 30_000,
    ...(options.proxy === undefined ? {} : { proxy: options.proxy.trim() }),
  };
  if (!token) return { ...base, notices: [] };
  if (!/^[\x21-\x7e]+$/u.test(token))
    throw new CatalogError(
      'input',
      'The token for the hub has characters that no token has. Copy it again, without quotes or line ends.',
    );
  const { protocol, hostname, host } = new URL(endpoint);
  if (protocol === 'http:' && !isLoopback(hostname))
    return {
      ...base,
      notices: [
        `The token is not sent: ${host} is reached by plain http, where others can read it. Use an https address.`,
      ],
    };
  return { ...base, token, notices: [] };
}

function endpointOf(text: string): string {
  let url: URL;
  try {
    url = new URL(/^[a-z][a-z\d+.-]*:\/\//iu.test(text) ? text : `https://${text}`);
  } catch (error) {
    throw new CatalogError(
      'input',
      `"${text}" is not the address of a model hub. An example: ${PUBLIC_HUB}`,
      { cause: error },
    );
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new CatalogError('input', `"${text}": a model hub is reached by https or http.`);
  if (url.username || url.password)
    throw new CatalogError(
      'input',
      'The address of the hub holds a password. Put a token into FIGSCOPE_HUB_TOKEN instead.',
    );
  if (url.search || url.hash)
    throw new CatalogError('input', `"${text}": the address of a hub has no ? or #.`);
  return url.href.replace(/\/+$/u, '');
}
