/**
 * The base address that a server's OpenAI-compatible calls stand under. Forgiving: a missing path becomes /v1, a pasted
 * `/chat/completions` or `/models` goes, and so does a slash at the end.
 * @throws Error with a sentence for an address that cannot be used
 */
export function baseUrl(text: string): string {
  const url = parse(withScheme(text.trim()));
  if (url.username !== '' || url.password !== '')
    throw new Error(
      `The address ${hidden(url)} holds a name or password. Keys do not stand in addresses: put the key into an environment variable.`,
    );
  if (url.search !== '' || url.hash !== '')
    throw new Error(`The address ${text} may not have a ? or # part.`);
  const path = url.pathname
    .replace(/\/+$/u, '')
    .replace(/\/(?:chat\/completions|completions|models)$/u, '');
  return `${url.origin}${path === '' ? '/v1' : path}`;
}

/** Where a server's own, not OpenAI-like, endpoints stand: the base address without /v1. */
export function rootUrl(base: string): string {
  return base.replace(/\/v\d+\/?$/u, '').replace(/\/+$/u, '');
}

/** Host and port of an address, for people; undefined when it is this machine. */
export function remoteHost(url: string): string | undefined {
  const { hostname, host } = new URL(url);
  return isLoopback(hostname) ? undefined : host;
}

/** Does the name stand for this machine, whatever a resolver says? */
export function isLoopback(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/\.$/u, '');
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '[::1]' ||
    name === '0.0.0.0' ||
    name === '[::]' ||
    /^127\.\d+\.\d+\.\d+$/u.test(name)
  );
}

/** Servers of this machine speak http; for others a guess could send a key in plain text. */
function withScheme(text: string): string {
  if (/^[a-z][a-z\d+.-]*:\/\//iu.test(text)) return text;
  const host = /^(\[[^\]]*\]|[^:/?#]*)/u.exec(text)?.[0] ?? '';
  if (isLoopback(host)) return `http://${text}`;
  throw new Error(
    `The address "${text}" must begin with http:// or https://, for example http://127.0.0.1:8000/v1.`,
  );
}

function parse(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.hostname === '')
    throw new Error(`"${text}" is no address. An example: http://127.0.0.1:8000/v1.`);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new Error(
      `The address "${text}" must begin with http:// or https://, not with ${url.protocol}//.`,
    );
  return url;
}

function hidden(url: URL): string {
  return `${url.protocol}//…@${url.host}`;
}
