import { CatalogError } from '../error.ts';
import { PassingFault } from './retry.ts';

/** A failure of a socket or of TLS in words. Certificates do not mend themselves; all else may. */
export function connectionFault(error: unknown, { host }: URL): CatalogError | PassingFault {
  if (error instanceof CatalogError || error instanceof PassingFault) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (/CERT|SELF_SIGNED|UNABLE_TO/u.test(code))
    return new CatalogError(
      'network',
      `The certificate of ${host} is not trusted (${code}). If your network checks TLS, put its certificate into a file and name the file in NODE_EXTRA_CA_CERTS.`,
      { cause: error },
    );
  return new PassingFault(words(code, host, error, message), { cause: error });
}

function words(code: string, host: string, error: unknown, message: string): string {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `${host} is not found: is this machine online? Behind a proxy set HTTPS_PROXY; a mirror is given by --endpoint or HF_ENDPOINT.`;
  if (code === 'ECONNREFUSED') return `nothing answers at ${host} (connection refused).`;
  // Both addresses of a host, each with its own failure.
  const said = (error instanceof AggregateError ? error.errors : [])
    .map((one) => (one instanceof Error ? one.message : String(one)))
    .join('; ');
  return `the connection to ${host} broke: ${said || message || code}.`;
}
