import {
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { CatalogError } from '../error.ts';
import { connectionFault } from './connectionFault.ts';
import { proxyFor } from './proxy.ts';
import type { HubSettings } from './settings.ts';

/** An answer whose redirects have been followed. */
export interface HubAnswer {
  readonly status: number;
  /** Of the last host. */
  readonly headers: IncomingHttpHeaders;
  /** What the hub itself said, before it sent us to another host: its headers win over those of a host for files. */
  readonly linked: IncomingHttpHeaders;
  /** Of the last answer; without user and query, which can hold signatures. */
  readonly shownUrl: string;
  /** Did the hub itself answer, not another host? */
  readonly fromHub: boolean;
  /** Must be read to its end or destroyed. */
  readonly body: IncomingMessage;
}

export interface HubRequest {
  readonly method?: 'GET' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

const MOST_REDIRECTS = 6;

/** Asks a hub or mirror. One for a whole pull: it keeps connections. */
export class HubClient {
  readonly #settings: HubSettings;
  readonly #origin: string;
  readonly #direct = { http: new HttpAgent(KEEP), https: new HttpsAgent(KEEP) };
  readonly #tunnels = new Map<string, HttpsProxyAgent<string>>();

  constructor(settings: HubSettings) {
    this.#settings = settings;
    this.#origin = new URL(settings.endpoint).origin;
  }

  get endpoint(): string {
    return this.#settings.endpoint;
  }

  get hasToken(): boolean {
    return this.#settings.token !== undefined;
  }

  /**
   * Sends a request and follows redirects. Any status is an answer.
   * @param path below the endpoint, encoded: `/api/models/…`
   * @throws CatalogError `network` where a redirect leads in a circle or to an address that must not be asked
   * @throws PassingFault where the connection fails in a way that another attempt may mend
   */
  async ask(
    path: string,
    { method = 'GET', headers = {}, signal }: HubRequest,
  ): Promise<HubAnswer> {
    let url = new URL(`${this.#settings.endpoint}${path}`);
    let linked: IncomingHttpHeaders = {};
    for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
      signal.throwIfAborted();
      const body = await this.#send(url, method, headers, signal).catch((error: unknown) => {
        signal.throwIfAborted();
        throw connectionFault(error, url);
      });
      const status = body.statusCode ?? 0;
      const fromHub = url.origin === this.#origin;
      if (fromHub) linked = { ...linked, ...body.headers };
      const { location } = body.headers;
      if (![301, 302, 303, 307, 308].includes(status) || location === undefined)
        return { status, headers: body.headers, linked, shownUrl: shown(url), fromHub, body };
      body.resume();
      url = this.#next(url, location);
    }
    throw new CatalogError(
      'network',
      `${shown(url)}: the server redirects in a circle. If this is a mirror, its set-up is wrong; try again later or choose another endpoint.`,
    );
  }

  /** Closes the connections that are kept. */
  close(): void {
    this.#direct.http.destroy();
    this.#direct.https.destroy();
    for (const tunnel of this.#tunnels.values()) tunnel.destroy();
  }

  /** Plain http only where the user chose a hub that speaks it. */
  #next(from: URL, location: string): URL {
    const url = URL.canParse(location, from) ? new URL(location, from) : undefined;
    if (url?.protocol === 'https:') return url;
    if (url?.protocol === 'http:' && this.#origin.startsWith('http:')) return url;
    throw new CatalogError(
      'network',
      `${shown(from)}: the server redirects to ${url ? shown(url) : 'something that is no address'}, which is not https. That is refused.`,
    );
  }

  #send(
    url: URL,
    method: string,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    const { token } = this.#settings;
    const secure = url.protocol === 'https:';
    const proxy = proxyFor(url, this.#settings);
    const plain = { ...headers, 'user-agent': 'figscope', 'accept-encoding': 'identity' };
    const options: RequestOptions = {
      method,
      signal,
      // The token is for the hub alone: never for the hosts that it sends us to.
      headers:
        token !== undefined && url.origin === this.#origin
          ? { ...plain, authorization: `Bearer ${token}` }
          : plain,
      agent: secure ? (proxy ? this.#tunnel(proxy) : this.#direct.https) : this.#direct.http,
    };
    return new Promise((resolve, reject) => {
      const request = secure
        ? httpsRequest(url, options)
        : proxy
          ? httpRequest(throughProxy(url, proxy, options))
          : httpRequest(url, options);
      request.setTimeout(this.#settings.idleMs, () =>
        request.destroy(
          Object.assign(new Error('it was silent for too long'), { code: 'ETIMEDOUT' }),
        ),
      );
      request.once('response', resolve);
      request.on('error', reject);
      request.end();
    });
  }

  #tunnel(proxy: URL): HttpsProxyAgent<string> {
    const known = this.#tunnels.get(proxy.href);
    if (known) return known;
    const made = new HttpsProxyAgent(proxy.href, KEEP);
    this.#tunnels.set(proxy.href, made);
    return made;
  }
}

const KEEP = { keepAlive: true, maxSockets: 16 };

/** Plain http goes through a proxy as a request for the whole address (RFC 9112, 3.2.2). */
function throughProxy(url: URL, proxy: URL, options: RequestOptions): RequestOptions {
  const { username, password } = proxy;
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    ...options,
    protocol: proxy.protocol,
    hostname: proxy.hostname,
    port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
    path: url.href,
    headers: {
      ...(options.headers as Record<string, string>),
      host: url.host,
      ...(username
        ? { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` }
        : {}),
    },
  };
}

function shown({ origin, pathname }: URL): string {
  return `${origin}${pathname}`;
}
