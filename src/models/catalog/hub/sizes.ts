import { inParallel } from '../transfer/inParallel.ts';
import type { PlannedFile } from '../types.ts';
import type { HubClient } from './client.ts';
import { refusal } from './failures.ts';
import { linkedFile } from './linked.ts';
import { resolvePath } from './resolvePath.ts';
import { passingStatus, retrying } from './retry.ts';

/** Asks for sizes and hashes that the listing lacks: mirrors often leave them out. */
export async function fillSizes(
  client: HubClient,
  repository: string,
  revision: string,
  files: readonly PlannedFile[],
  signal: AbortSignal,
): Promise<readonly PlannedFile[]> {
  const filled = new Map<string, PlannedFile>();
  await inParallel(
    files.filter(({ bytes }) => bytes === undefined),
    4,
    signal,
    async (file, ownSignal) => {
      filled.set(file.path, {
        ...file,
        ...(await askSize(client, repository, revision, file.path, ownSignal)),
      });
    },
  );
  return files.map((file) => filled.get(file.path) ?? file);
}

async function askSize(
  client: HubClient,
  repository: string,
  revision: string,
  path: string,
  signal: AbortSignal,
): Promise<Omit<PlannedFile, 'path'>> {
  const { endpoint, hasToken } = client;
  return retrying(
    async () => {
      const answer = await client.ask(resolvePath(repository, revision, path), {
        method: 'HEAD',
        signal,
      });
      answer.body.resume();
      if (answer.status === 200) return linkedFile(answer);
      // Some mirrors do not know HEAD; the size is then learned when the file comes.
      if (answer.status === 405 || answer.status === 501) return {};
      throw (
        refusal(answer.status, answer.headers, {
          endpoint,
          repository,
          revision,
          path,
          hasToken,
        }) ?? passingStatus(answer.status, answer.headers, new URL(endpoint).host)
      );
    },
    path,
    signal,
    { attempts: 3 },
  );
}
