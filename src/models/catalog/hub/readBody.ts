import type { IncomingMessage } from 'node:http';
import { CatalogError } from '../error.ts';
import { PassingFault } from './retry.ts';

/** Reads a JSON answer to its end. @throws CatalogError where it is far too long or no JSON; PassingFault where it is cut */
export async function readJsonBody(
  body: IncomingMessage,
  mostBytes: number,
  what: string,
): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > mostBytes) {
        body.destroy();
        throw new CatalogError(
          'hostile',
          `${what} has more than ${mostBytes} bytes. That is refused.`,
        );
      }
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof CatalogError) throw error;
    throw new PassingFault(`${what} was cut off.`, { cause: error });
  }
  if (!body.complete) throw new PassingFault(`${what} was cut off.`);
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (error) {
    throw new CatalogError(
      'network',
      `${what} is not JSON. Is this the address of a model hub? A page of a company's proxy looks like this as well.`,
      { cause: error },
    );
  }
}
