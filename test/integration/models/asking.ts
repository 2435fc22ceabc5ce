import { readFileSync } from 'node:fs';
import { afterAll, afterEach } from 'vitest';
import { readFigureBytes } from '../../../src/figures/readFigureBytes.ts';
import { createServerModel } from '../../../src/models/openai/index.ts';
import type { ModelEntry } from '../../../src/models/servers/entry.ts';
import {
  DEFAULT_LIMITS,
  PROFILES,
  Run,
  type Mode,
  type Observation,
  type RunEvent,
  type Sandbox,
} from '../../../src/reasoning/index.ts';
import { createSandbox, SandboxPool, type PooledSandbox } from '../../../src/sandbox/index.ts';
import { draw } from '../../fixtures/encode/pixels.ts';
import { encodePng } from '../../fixtures/encode/png.ts';
import {
  startServer,
  type TestServer,
  type TestServerOptions,
} from '../../fixtures/servers/index.ts';

/** Real runs: the loop, the client, a server that behaves as an engine does, the sandbox. */

const pool = new SandboxPool({}, 1);
const servers: TestServer[] = [];
const sandboxes: PooledSandbox[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await Promise.all(sandboxes.splice(0).map((sandbox) => sandbox.dispose()));
});
afterAll(() => pool.dispose());

/** Starts a server for the time of a test. */
export async function serve(options: TestServerOptions): Promise<TestServer> {
  const server = await startServer(options);
  servers.push(server);
  return server;
}

export const signal = new AbortController().signal;

/** A model of such a server. */
export function modelOf(
  { url, modelId }: Pick<TestServer, 'url' | 'modelId'>,
  profileId = 's1vl',
  more: Partial<ModelEntry> = {},
) {
  const profile = PROFILES.get(profileId);
  if (!profile) throw new Error(`There is no profile ${profileId}.`);
  return createServerModel({ name: 'test', url, model: modelId, ...more }, { profile });
}

const nuclei = () =>
  readFigureBytes(new Uint8Array(readFileSync('media/samples/nuclei.png')), 'nuclei.png', {
    id: 'image_1',
  });

/** A run about the sample figure in a sandbox of its own. */
export function sampleRun(model: ReturnType<typeof modelOf>, turns = 6): Run {
  const sandbox = createSandbox({ pool });
  sandboxes.push(sandbox);
  return new Run([nuclei()], { model, sandbox, limits: { ...DEFAULT_LIMITS, turns } });
}

/** Asks how many nuclei there are. */
export async function count(run: Run, mode: Mode = 'auto'): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of run.ask({ text: 'How many nuclei are there?', mode }, signal))
    events.push(event);
  return events;
}

export const codes = (events: readonly RunEvent[]) =>
  events.flatMap((event) => (event.type === 'code' ? [event.code] : []));
export const notices = (events: readonly RunEvent[]) =>
  events.flatMap((event) => (event.type === 'notice' ? [event.text] : []));

/** Not Python: it gives back what a `print` of a number would. What is tested is everything around it. */
export function printer(): Sandbox {
  const stats = { dhash: '0'.repeat(16), spread: 20 };
  const preview = { png: encodePng(draw(8, 8, () => [9, 9, 9])), width: 8, height: 8, stats };
  return {
    start: (figures) =>
      Promise.resolve({
        figures: figures.map(({ id }) => ({ id, width: 8, height: 8, preview, notices: [] })),
        packages: [],
        isolation: [],
        notices: [],
      }),
    run: (code): Promise<Observation> =>
      Promise.resolve({
        stdout: `printed ${/\d+/u.exec(code)?.[0] ?? ''}\n`,
        stderr: '',
        images: [],
        notes: [],
        stateLost: false,
        durationMs: 1,
      }),
    restart: () => Promise.resolve(),
    dispose: () => Promise.resolve(),
  };
}

/** A run whose cells are not run, for what goes wrong before or between them. */
export function quickRun(model: ReturnType<typeof modelOf>): Run {
  return new Run([nuclei()], { model, sandbox: printer() });
}
