import { CatalogError } from '../error.ts';
import { isLoopback } from './hosts.ts';
import type { HubSettings } from './settings.ts';

/**
 * The proxy for an address: the one that was set, else by HTTPS_PROXY, HTTP_PROXY and ALL_PROXY (small letters first, as curl takes
 * them) unless NO_PROXY names the host. This machine itself is never asked through a proxy that only the environment names.
 * @throws CatalogError `input` for a proxy that is no http or https address
 */
export function proxyFor(
  url: URL,
  { proxy, env }: Pick<HubSettings, 'proxy' | 'env'>,
): URL | undefined {
  if (proxy !== undefined) return proxy === '' ? undefined : proxyUrl(proxy);
  if (isLoopback(url.hostname) || isExempt(url, variable(env, 'no_proxy') ?? '')) return undefined;
  const own = variable(env, url.protocol === 'https:' ? 'https_proxy' : 'http_proxy');
  const found = own ?? variable(env, 'all_proxy');
  return found === undefined ? undefined : proxyUrl(found);
}

function variable(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = env[name] ?? env[name.toUpperCase()];
  return value?.trim() || undefined;
}

function proxyUrl(text: string): URL {
  let url: URL | undefined;
  try {
    url = new URL(text.includes('://') ? text : `http://${text}`);
  } catch {
    // Told below, with the kinds that do not work.
  }
  if (url?.hostname && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  // The text may hold a password.
  const shown = text.replace(/\/\/[^@/]*@/u, '//…@');
  throw new CatalogError(
    'input',
    `The proxy "${shown}" cannot be used: an address such as http://proxy.example.org:8080 is needed (SOCKS is not supported).`,
  );
}

/** Does NO_PROXY name the host? `*`, `example.org` (its subdomains too), `.example.org`, `*.example.org`, each with a port or without. */
function isExempt(url: URL, list: string): boolean {
  const host = url.hostname.toLowerCase();
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return list
    .toLowerCase()
    .split(/[\s,]+/u)
    .filter(Boolean)
    .some((rule) => {
      if (rule === '*') return true;
      const [, name = '', only] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/u.exec(rule) ?? [];
      if (name === '' || (only !== undefined && only !== port)) return false;
      const bare = name.replace(/^\*?\./u, '');
      return host === bare || host.endsWith(`.${bare}`);
    });
}
