import type { IncomingHttpHeaders } from 'node:http';
import { CatalogError } from '../error.ts';
import { PUBLIC_HUB } from './settings.ts';

export interface Asked {
  readonly endpoint: string;
  readonly repository: string;
  readonly revision: string;
  /** File that was asked for; absent for the listing. */
  readonly path?: string;
  readonly hasToken: boolean;
}

/** What a status that is no success means, for the user. `undefined`: a passing fault, try again. */
export function refusal(
  status: number,
  headers: IncomingHttpHeaders,
  asked: Asked,
): CatalogError | undefined {
  const code = String(headers['x-error-code'] ?? '');
  const { endpoint, repository, revision, path } = asked;
  const host = new URL(endpoint).host;
  if (status === 408 || status === 429 || status >= 500) return undefined;
  if (status === 407)
    return new CatalogError(
      'network',
      'The proxy wants a user name and password: HTTPS_PROXY=http://user:password@host:port',
    );
  if (/disabled/iu.test(String(headers['x-error-message'] ?? '')))
    return new CatalogError('notFound', `${host} has closed ${repository}. Choose another model.`);
  if (code === 'GatedRepo' || (status === 403 && code === '')) return gated(asked);
  if (code === 'RevisionNotFound')
    return new CatalogError(
      'notFound',
      `${repository} has no revision "${revision}" on ${host}. A revision is a branch, a tag or a commit; leave it out for the newest.`,
    );
  if (code === 'EntryNotFound' || (status === 404 && path !== undefined))
    return new CatalogError(
      'notFound',
      `${path} is not in ${repository} at ${revision} on ${host}.${endpoint === PUBLIC_HUB ? '' : ' The mirror may not have it yet: try another endpoint.'}`,
    );
  if (status === 401 && asked.hasToken && code === '')
    return new CatalogError(
      'access',
      `${host} does not accept the token. Make a new one at ${endpoint}/settings/tokens (reading is enough) and put it into HF_TOKEN.`,
      { page: `${endpoint}/settings/tokens` },
    );
  if (status === 401 || status === 404) return unknownRepository(asked);
  return new CatalogError(
    'network',
    `${host} answered with status ${status} for ${path ?? `the listing of ${repository}`}. Try again later${endpoint === PUBLIC_HUB ? '' : ', or choose another endpoint'}.`,
  );
}

function gated({ endpoint, repository, hasToken }: Asked): CatalogError {
  const page = `${endpoint}/${repository}`;
  return new CatalogError(
    'access',
    hasToken
      ? `The account of this token may not load ${repository}. Open ${page} with that account, accept the licence (some are then granted by hand), and try again.`
      : `${repository} is only for those who accept its licence. Open ${page}, accept it, make a token at ${endpoint}/settings/tokens and put it into HF_TOKEN (or FIGSCOPE_HUB_TOKEN).`,
    { page },
  );
}

/** The hub answers alike for what does not exist and for what is private. */
function unknownRepository({ endpoint, repository, hasToken }: Asked): CatalogError {
  const host = new URL(endpoint).host;
  return new CatalogError(
    'notFound',
    `There is no model ${repository} on ${host}, or it is private${hasToken ? ' and the account of this token may not see it' : '; for a private one put a token into HF_TOKEN'}. Check the spelling at ${endpoint}/${repository}`,
  );
}
