import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogOutputChannel } from 'vscode';
import type { ModelDelta, ModelRequest } from '../../../src/reasoning/model.ts';
import { s1vl } from '../../../src/reasoning/profiles/s1vl.ts';
import type { Sandbox } from '../../../src/reasoning/sandbox.ts';
import { RunStore } from '../../../src/runs/runStore.ts';
import { ModelRegistry } from '../../../src/extension/models/registry.ts';
import type { Sandboxes } from '../../../src/extension/sandbox/sandboxes.ts';
import { FigureFiles } from '../../../src/extension/session/figureFiles.ts';
import { KeptSessions } from '../../../src/extension/session/keptSession.ts';
import type { SessionParts } from '../../../src/extension/session/parts.ts';
import type { Session } from '../../../src/extension/session/session.ts';
import { encodePng } from '../../fixtures/encode/png.ts';
import { draw } from '../../fixtures/encode/pixels.ts';
import { FakeMemento, fake, Uri } from '../../fixtures/vscode.ts';
import type { ScriptedSandbox } from '../reasoning/fakes.ts';

/** Replies of a model in order; it waits before each until `go` settles. */
export class SteppedModel {
  readonly id: string;
  readonly label = 'stepped';
  readonly profile = s1vl;
  readonly images = true;
  readonly requests: ModelRequest[] = [];
  /** Held replies: the next one is given when its promise settles. */
  go: Promise<unknown> = Promise.resolve();

  constructor(
    readonly replies: string[],
    id = 'stepped',
  ) {
    this.id = id;
  }

  async *stream(request: ModelRequest): AsyncIterable<ModelDelta> {
    this.requests.push(request);
    await this.go;
    const text = this.replies.shift();
    if (text === undefined) throw new Error('the script has no more replies');
    yield { type: 'text', text };
  }
}

/** Sandboxes that are scripted, and count themselves. */
export class ScriptedSandboxes {
  readonly made: ScriptedSandbox[] = [];
  refusal: string | undefined;
  constructor(readonly make: () => ScriptedSandbox) {}
  warm = () => Promise.resolve();
  create = (): Promise<Sandbox> => {
    const sandbox = this.make();
    this.made.push(sandbox);
    return Promise.resolve(sandbox);
  };
  work = () => () => undefined;
}

const silent = { error: () => undefined, warn: () => undefined, debug: () => undefined };

/** Parts of a session with real storage in a folder of its own, and everything else scripted. */
export async function sessionParts(
  model: SteppedModel,
  sandboxes: ScriptedSandboxes,
  more: Partial<SessionParts> & { host?: string; folder?: string } = {},
) {
  const { host, folder = await mkdtemp(join(tmpdir(), 'figscope-session-')), ...rest } = more;
  const models = new ModelRegistry();
  models.add({ model, ...(host !== undefined && { host }) });
  fake.settings.set('figscope.model', model.id);
  fake.folder(folder);
  const state = new FakeMemento();
  const parts: SessionParts = {
    store: new RunStore(join(folder, 'runs')),
    files: new FigureFiles(join(folder, 'figures')),
    kept: new KeptSessions(state as never),
    models,
    sandboxes: sandboxes as unknown as Sandboxes,
    consent: () => Promise.resolve(true),
    log: silent as unknown as LogOutputChannel,
    version: '0.0.0',
    ...rest,
  };
  const path = join(folder, 'cells.png');
  await writeFile(path, encodePng(draw(40, 30, (x, y) => [x * 6, y * 8, 0])));
  return { parts, folder, path, uri: Uri.file(path) as never, state };
}

/** Settles when the session has nothing to do. */
export function atRest(session: Session): Promise<void> {
  if (!session.busy) return Promise.resolve();
  return new Promise((done) => {
    const listening = session.onDidEnd(() => {
      listening.dispose();
      done();
    });
  });
}
