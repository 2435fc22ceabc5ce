import { beforeEach, describe, expect, it } from 'vitest';
import { Channel } from '../../../src/ipc/channel.ts';
import { postMessageTransport } from '../../../src/ipc/transports/postMessage.ts';
import type { HostApi, PageApi, PanelEvent } from '../../../src/panel/protocol.ts';
import { Connection } from '../../../src/extension/panel/connection.ts';
import type { PanelHost } from '../../../src/extension/panel/panelHost.ts';
import { Session } from '../../../src/extension/session/session.ts';
import { EventEmitter, fake } from '../../fixtures/vscode.ts';
import { answer, cell, ScriptedSandbox, shown } from '../reasoning/fakes.ts';
import { atRest, ScriptedSandboxes, sessionParts, SteppedModel } from './sessionParts.ts';

beforeEach(() => fake.reset());

/** A webview whose page is a channel in this process. Messages are cloned on their way, as between real ones. */
function webviewPair() {
  const toHost = new EventEmitter<unknown>();
  const toPage = new EventEmitter<unknown>();
  const state = { hidden: false };
  const webview = {
    onDidReceiveMessage: toHost.event,
    postMessage: (message: unknown) => {
      if (!state.hidden) toPage.fire(structuredClone(message));
      return Promise.resolve(!state.hidden);
    },
  };
  const page = () =>
    new Channel<PageApi, HostApi>(
      postMessageTransport({
        post: (message) => toHost.fire(structuredClone(message)),
        listen: (receive) => void toPage.event(receive),
      }),
    );
  return { webview, page, state, send: (message: unknown) => toHost.fire(message) };
}

async function connected() {
  const model = new SteppedModel([cell('a = 1'), answer('\\boxed{3}')]);
  const boxes = new ScriptedSandboxes(
    () => new ScriptedSandbox([{ stdout: 'one', images: [shown([0, 0, 20, 20], 2)] }]),
  );
  const { parts, uri } = await sessionParts(model, boxes);
  const session = new Session(parts);
  await session.addFigures([{ kind: 'uri', uri }]);
  const pair = webviewPair();
  const problems: string[] = [];
  const host = {
    log: {
      debug: (text: string) => problems.push(text),
      error: (text: string) => problems.push(text),
    },
    models: parts.models,
    gallery: { items: [], refresh: () => Promise.resolve() },
    translations: {},
  } as unknown as PanelHost;
  const connection = new Connection(pair.webview as never, 'view', session, host);
  return { session, connection, problems, parts, ...pair };
}

describe('a page', () => {
  it('gets a snapshot, then every event once and in order', async () => {
    const { session, page } = await connected();
    const channel = page();
    const got: PanelEvent[] = [];
    channel.on('events', ({ from, events }) => {
      expect(from).toBe(got.length);
      got.push(...events);
    });
    const first = await channel.request('ready', undefined);
    expect(first.events).toEqual([]);
    expect(first.state).toMatchObject({ surface: 'view', phase: 'idle' });
    await channel.request('ask', { question: 'How many?' });
    await atRest(session);
    await expect.poll(() => got.length).toBe(session.events.length);
    expect(got).toEqual(session.events);
  });

  it('that was hidden in mid-run finds everything again', async () => {
    const { session, page, state } = await connected();
    const channel = page();
    await channel.request('ready', undefined);
    await channel.request('ask', { question: 'How many?' });
    state.hidden = true;
    await atRest(session);
    await new Promise((done) => setTimeout(done, 60));
    state.hidden = false;
    const reloaded = page();
    const snapshot = await reloaded.request('ready', undefined);
    expect(snapshot.events).toEqual(session.events);
    expect(snapshot.events.at(-1)?.type).toBe('answer');
  });

  it('gets pictures as bytes of their own', async () => {
    const { session, page } = await connected();
    const channel = page();
    const { mime, bytes } = await channel.request('figureImage', { figure: 'image_1' });
    expect(mime).toBe('image/png');
    expect(bytes).toEqual(Uint8Array.from(session.figure('image_1').on?.figure.bytes ?? []));
    expect(bytes.buffer.byteLength).toBe(bytes.length);
    await expect(channel.request('figureImage', { figure: 'image_9' })).rejects.toThrow('image_9');
  });

  it('is shown another session by a change of its name', async () => {
    const { connection, page, parts } = await connected();
    const channel = page();
    const { state } = await channel.request('ready', undefined);
    const names: string[] = [];
    channel.on('state', ({ session }) => names.push(session));
    const other = new Session(parts);
    connection.show(other);
    expect(names.at(-1)).toBe(other.id);
    expect(other.id).not.toBe(state.session);
    expect((await channel.request('ready', undefined)).state.figures).toEqual([]);
  });
});

describe('a page that lies', () => {
  const lies: [string, unknown][] = [
    ['ask', { question: 7 }],
    ['ask', { question: 'x', region: { figure: 'image_1', box: [1, 2, 3] } }],
    ['ask', { question: 'x', region: { figure: 'image_1', box: [1, 2, 3, Infinity] } }],
    ['rerun', { turn: -1, code: 'x' }],
    ['rerun', { turn: 1.5, code: 'x' }],
    ['runImage', { file: ['t1-1.png'] }],
    ['runImage', { file: '' }],
    ['addBytes', { name: 'x.png', bytes: 'x' }],
    ['addUris', { uris: 'file:///etc/passwd' }],
    ['setMode', { mode: 'anything' }],
    ['openReport', { format: '__proto__' }],
    ['setPage', { figure: 'image_1', page: 0 }],
  ];
  it.each(lies)('%s %j is refused', async (method, params) => {
    const { page } = await connected();
    const channel = page() as unknown as Channel<object, { requests: Record<string, never> }>;
    await expect(channel.request(method, params as never)).rejects.toMatchObject({
      kind: 'Malformed',
    });
  });

  it('by messages of no shape changes nothing', async () => {
    const { send, page, problems } = await connected();
    for (const message of [
      null,
      7,
      'x',
      [],
      { type: 'request' },
      { type: 'event', name: 'draft', value: 3 },
    ])
      send(message);
    expect(problems.length).toBeGreaterThan(0);
    expect((await page().request('ready', undefined)).state.draft).toEqual({ question: '' });
  });
});
