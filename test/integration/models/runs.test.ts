import { describe, expect, it } from 'vitest';
import { PROFILES } from '../../../src/reasoning/index.ts';
import { ENGINES, SCRIPTED } from '../../fixtures/servers/index.ts';
import { codes, count, modelOf, notices, quickRun, sampleRun, serve, signal } from './asking.ts';

const { nuclei, brokenCode, brokenCall, wrongBox, noClosingTag, loops, claims, blindToTags } =
  SCRIPTED;

/** Ollama and llama-server start with 4096 tokens: too few for images, as everybody finds. */
const roomy = { contextTokens: 65_536 };

const FORMS = {
  vllm: [...PROFILES.keys()],
  sglang: ['s1vl'],
  'llama-server': ['tools'],
  ollama: ['tools'],
  lmstudio: ['s1vl'],
} as const;

describe.each(ENGINES)('a run on %s', (engine) => {
  // Every form on one engine; on the others one of the two that differ most in what they ask of a server.
  it.each(FORMS[engine])(
    'counts the nuclei over three turns in the form of %s',
    async (profile) => {
      const server = await serve({ engine, model: nuclei(), quirks: roomy });
      const events = await count(sampleRun(modelOf(server, profile)));
      const answer = events.at(-1);
      expect(notices(events)).toEqual([]);
      expect(codes(events)).toHaveLength(2);
      // The number is the one that the cell printed, and both images are real.
      const printed = events.find((event) => event.type === 'observation');
      const counted = printed?.type === 'observation' && /count: (\d+)/u.exec(printed.stdout)?.[1];
      expect(answer).toMatchObject({
        type: 'answer',
        value: Number(counted),
        evidence: [{ image: 't1-1' }, { image: 't2-1' }],
      });
      expect(Number(counted)).toBeGreaterThan(30);
      expect(answer).not.toHaveProperty('unbacked');
      // The thoughts are shown, wherever the engine puts them, and nothing of their tags.
      const thoughts = events.flatMap((event) =>
        event.type === 'thoughtDelta' ? [event.text] : [],
      );
      expect(thoughts.join('')).toContain('I threshold the image');
      expect(thoughts.join('')).not.toMatch(/<\/?think>|<code>|```/u);
      // Each request begins with the one before, byte for byte.
      const bodies = server.chats().map(({ rawBody }) => rawBody);
      expect(bodies).toHaveLength(3);
      bodies
        .slice(1)
        .forEach((body, at) => expect(body.startsWith(bodies[at]?.slice(0, -2) ?? '?')).toBe(true));
      await expect.poll(() => server.openConnections()).toBe(0);
    },
  );
});

describe('a model that makes mistakes', () => {
  const on = async (model: Parameters<typeof serve>[0]['model'], profile = 's1vl') => {
    const server = await serve({ engine: 'vllm', model });
    return { server, events: await count(sampleRun(modelOf(server, profile))) };
  };

  it('mends code that does not run', async () => {
    const { events } = await on(brokenCode());
    const errors = events.flatMap((event) =>
      event.type === 'observation' && event.error ? [event.error.type] : [],
    );
    expect(errors).toEqual(['SyntaxError']);
    expect(events.at(-1)).toMatchObject({ type: 'answer', answered: true });
  });

  it('calls with arguments that are no JSON: reminded, and every call is answered', async () => {
    const { server, events } = await on(brokenCall({ format: 'tools' }), 'tools');
    expect(events.at(-1)).toMatchObject({ type: 'answer', answered: true });
    expect(notices(events).join()).toContain('a tool call that is not JSON');
    expect(server.chats().filter(({ status = 200 }) => status !== 200)).toEqual([]);
  });

  it.each(['s1vl', 'thyme', 'deepeyes2'])('crops beside the figure: %s', async (profile) => {
    const { events } = await on(wrongBox(), profile);
    expect(events.at(-1)?.type).toBe('answer');
    const first = events.find((event) => event.type === 'observation');
    if (first?.type !== 'observation') throw new Error('There is no observation.');
    // It is told in words, or, as with Pillow, an empty picture comes back and is marked as one.
    const told = first.notes.length > 0 || first.error !== undefined;
    expect(told || first.images.some(({ gain }) => gain.blank)).toBe(true);
  });

  it.each([false, true])(
    'closes no tag (not even that of its thoughts: %s)',
    async (inThoughts) => {
      const { events } = await on(noClosingTag({ inThoughts }));
      expect(events.at(-1)).toMatchObject({ type: 'answer', answered: true });
      expect(codes(events)).toHaveLength(2);
    },
  );

  it('goes round in circles: told, then given up', async () => {
    const { server, events } = await on(loops());
    expect(events.at(-1)).toMatchObject({ type: 'failed', kind: 'modelError' });
    expect(events.at(-1)).toHaveProperty(
      'message',
      expect.stringContaining('ran the same cell again 3 times'),
    );
    expect(server.chats()).toHaveLength(4);
  });

  it('claims images that were never produced', async () => {
    const { events } = await on(claims());
    expect(events.at(-1)).toMatchObject({
      type: 'answer',
      evidence: [],
      unbacked:
        'Not backed by any observation: the answer rests on t9-1, which this run never produced.',
    });
  });

  it('knows no tags: reminded once, then given up with advice', async () => {
    const { events } = await on(blindToTags());
    expect(events.at(-1)).toMatchObject({ type: 'failed', kind: 'modelError' });
  });

  it('knows no tags, but the profile takes plain answers', async () => {
    const { events } = await on(blindToTags(), 'tools');
    expect(events.at(-1)).toMatchObject({ type: 'answer', answered: true });
  });
});

describe('what goes wrong with servers, as a run tells it', () => {
  it('a connection cut in mid-reply: asked again once, nothing twice', async () => {
    const server = await serve({
      engine: 'vllm',
      model: nuclei(),
      quirks: { cutAfterBytes: 900, times: 1 },
    });
    const events = await count(sampleRun(modelOf(server)));
    expect(events.filter(({ type }) => type === 'retry')).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ type: 'answer' });
    const [first, second] = server.chats();
    expect(second?.rawBody).toBe(first?.rawBody);
  });

  it.each([
    ['no images', { images: false }, 'takes no images'],
    ['a short context', { contextTokens: 900 }, 'too long'],
    ['a page', { answer: 'html' }, 'no chat completion'],
    ['a crash', { refuse: 'crash' }, 'refused the request'],
    ['an error in mid-reply', { errorAfterEvents: 3 }, 'CUDA error'],
  ] as const)('%s', async (_, quirks, words) => {
    const server = await serve({ engine: 'vllm', model: nuclei(), quirks });
    const events = await count(quickRun(modelOf(server)));
    expect(events.at(-1)).toMatchObject({ type: 'failed', kind: 'modelError' });
    expect(events.at(-1)).toHaveProperty('message', expect.stringContaining(words));
  });

  it('function calling that is switched off names the flags', async () => {
    const server = await serve({ engine: 'vllm', model: nuclei(), quirks: { tools: false } });
    const events = await count(quickRun(modelOf(server, 'tools')));
    expect(events.at(-1)).toHaveProperty(
      'message',
      expect.stringContaining('--enable-auto-tool-choice'),
    );
  });

  it('Ollama beyond its context: the cut is told, and how to avoid it', async () => {
    const quirks = { contextTokens: 1500 };
    const server = await serve({ engine: 'ollama', model: nuclei(), quirks });
    const events = await count(sampleRun(modelOf(server, 'tools')));
    expect([...notices(events), JSON.stringify(events.at(-1))].join('\n')).toContain(
      'OLLAMA_CONTEXT_LENGTH',
    );
  });

  it('a stop ends the reply on the server too', async () => {
    const server = await serve({ engine: 'vllm', model: nuclei(), quirks: { delayMs: 200 } });
    const controller = new AbortController();
    const run = quickRun(modelOf(server));
    const types: string[] = [];
    for await (const event of run.ask({ text: 'How many?' }, controller.signal)) {
      types.push(event.type);
      if (event.type === 'thoughtDelta') controller.abort();
    }
    expect(types.at(-1)).toBe('failed');
    await expect.poll(() => server.chats()[0]?.aborted).toBe(true);
    await expect.poll(() => server.openConnections()).toBe(0);
  });
});

describe('the gain check', () => {
  it.each([
    ['images', 'changed'],
    ['text', 'same'],
  ] as const)('of a model that trusts its %s', async (trusts, effect) => {
    const server = await serve({ engine: 'sglang', model: nuclei({ trusts }) });
    const run = sampleRun(modelOf(server));
    await count(run);
    const checked = [];
    for await (const event of run.checkGain(signal)) checked.push(event);
    expect(checked).toMatchObject([{ type: 'gainChecked', effect, withheld: ['t1-1', 't2-1'] }]);
  });
});
