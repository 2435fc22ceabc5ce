import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { installedModels, pullModel, removeModel } from '../../../src/models/catalog/index.ts';
import { filesIn, startPulling, type Pulling } from '../../fixtures/hub/pulling.ts';
import { noise, smallModel } from '../../fixtures/hub/repository.ts';
import type { HubSetup } from '../../fixtures/hub/server.ts';

const DATA = 'onnx/decoder_model_merged_q4.onnx_data';
const BYTES = 200_000;
const NAME = 'Tiny-VL-ONNX';

let pulling: Pulling;
const start = async (setup?: HubSetup) => (pulling = await startPulling(setup));
afterEach(() => pulling.close());

const whole = async (root: string) =>
  (await readFile(join(root, NAME, DATA))).equals(
    smallModel().get(DATA)?.content ?? Buffer.alloc(0),
  );

/** A pull that is stopped by the user when so many bytes of the large file are here. */
async function stopAfter({ hub, options, root }: Pulling, bytes: number): Promise<void> {
  hub.fail(DATA, { kind: 'slow', pauseMs: 5 });
  const stop = new AbortController();
  const pull = pullModel(
    options({
      signal: stop.signal,
      onProgress: (event) => {
        if (event.type !== 'progress') return;
        const file = event.files.find(({ path }) => path === DATA);
        if (file && file.doneBytes >= bytes) stop.abort();
      },
    }),
  );
  await expect(pull).rejects.toMatchObject({ name: 'AbortError' });
  const { size } = await stat(join(root, `.pull-${NAME}`, `${DATA}.part`));
  expect(size).toBeGreaterThanOrEqual(bytes);
  expect(size).toBeLessThan(BYTES);
}

describe('pulling over a bad network', () => {
  it('goes on from where a connection was cut, by Range and If-Range', async () => {
    const { hub, root, options } = await start();
    hub.fail(DATA, { kind: 'cut', after: 50_000 }, { kind: 'cut', after: 70_000 });
    await pullModel(options());
    expect(await whole(root)).toBe(true);
    const [first, second, third] = hub.asked(DATA);
    expect(hub.asked(DATA)).toHaveLength(3);
    expect(first?.range).toBeUndefined();
    for (const [request, least] of [
      [second, 1],
      [third, 50_000],
    ] as const) {
      expect(Number(/^bytes=(\d+)-$/u.exec(request?.range ?? '')?.[1])).toBeGreaterThanOrEqual(
        least,
      );
      expect(request?.ifRange).toMatch(/^"files-[0-9a-f]{64}"$/u);
    }
  });

  it('keeps what has come when it is stopped, tells so, and the next pull goes on', async () => {
    const { hub, root, options } = await start();
    await stopAfter(pulling, 40_000);
    const { models, incomplete } = await installedModels(root);
    expect(models).toEqual([]);
    expect(incomplete).toMatchObject([{ name: NAME, running: false }]);
    expect(incomplete[0]?.bytes).toBeGreaterThan(40_000);
    expect(incomplete[0]?.text).toMatch(
      /was cut. figscope models pull onnx-community\/Tiny-VL-ONNX goes on from there/u,
    );
    const asked = hub.requests.length;
    await pullModel(options());
    const later = hub.requests.slice(asked).filter(({ host }) => host === 'files');
    expect(later.find(({ path }) => path.includes(`${DATA}?`))?.range).toMatch(/^bytes=\d{5,}-$/u);
    expect(await whole(root)).toBe(true);
    expect((await installedModels(root)).incomplete).toEqual([]);
    expect(Object.keys(await filesIn(root)).filter((path) => path.includes('.part'))).toEqual([]);
  });

  it('deletes what a cut pull has left', async () => {
    const { root } = await start();
    await stopAfter(pulling, 30_000);
    expect((await removeModel(root, NAME)).bytes).toBeGreaterThan(30_000);
    expect(await filesIn(root)).toEqual({});
  });

  it('starts anew where Range is not known or ignored', async () => {
    const { hub, root, options } = await start();
    hub.fail(DATA, { kind: 'cut', after: 50_000 }, { kind: 'no range' });
    await pullModel(options());
    expect(hub.asked(DATA)).toHaveLength(2);
    expect(await whole(root)).toBe(true);
  });

  it('does not join a piece that begins elsewhere', async () => {
    const { hub, root, options } = await start();
    hub.fail(DATA, { kind: 'cut', after: 50_000 }, { kind: 'wrong range' });
    await pullModel(options());
    expect(hub.asked(DATA).map(({ range }) => range === undefined)).toEqual([true, false, true]);
    expect(await whole(root)).toBe(true);
  });

  it('never joins two versions: the content changed between two pulls', async () => {
    const { hub, root, options } = await start();
    await stopAfter(pulling, 40_000);
    const changed = noise(BYTES, 99);
    hub.replace(DATA, changed);
    const asked = hub.asked(DATA).length;
    await pullModel(options());
    expect(hub.asked(DATA)[asked]?.range).toBeUndefined();
    expect((await readFile(join(root, NAME, DATA))).equals(changed)).toBe(true);
  });

  it('never joins two versions: nothing but an ETag is known, and it changes in the middle', async () => {
    const { hub, root, options } = await start({ bareListing: true, silent: true });
    const changed = noise(BYTES, 98);
    hub.fail(DATA, { kind: 'cut', after: 150_000 }, { kind: 'changed', content: changed });
    await pullModel(options());
    const requests = hub.asked(DATA);
    expect(requests[1]?.range).toMatch(/^bytes=/u);
    expect((await readFile(join(root, NAME, DATA))).equals(changed)).toBe(true);
  });

  it('refuses a file that is another one on the server than in the listing', async () => {
    const { hub, root, options } = await start();
    await expect(
      pullModel(options({ confirm: () => (hub.replace(DATA, noise(BYTES, 97)), true) })),
    ).rejects.toMatchObject({
      kind: 'corrupt',
      message: expect.stringContaining('another file on the server') as string,
    });
    expect((await installedModels(root)).models).toEqual([]);
  });

  it('loads a file once more when its content is wrong, then gives up and keeps nothing of it', async () => {
    const { hub, root, options } = await start();
    hub.fail(DATA, { kind: 'wrong bytes' });
    await pullModel(options());
    expect(hub.asked(DATA)).toHaveLength(2);
    expect(await whole(root)).toBe(true);
    await removeModel(root, NAME);

    hub.fail(DATA, { kind: 'wrong bytes' }, { kind: 'wrong bytes' });
    await expect(pullModel(options())).rejects.toThrow(/came twice with another content.*sha256/u);
    expect((await stat(join(root, `.pull-${NAME}`, `${DATA}.part`))).size).toBe(0);

    // Files that are not in LFS are checked by git's hash.
    hub.fail('config.json', { kind: 'wrong bytes' }, { kind: 'wrong bytes' });
    await expect(pullModel(options())).rejects.toThrow(/config.json came twice.*git hash/u);
    expect((await installedModels(root)).models).toEqual([]);
  });

  it('waits as long as the server says after status 429, and tries again after 500', async () => {
    const { hub, root, options, events } = await start();
    hub.fail(DATA, { kind: 'status', status: 429, headers: { 'retry-after': '1' } });
    hub.fail('', { kind: 'status', status: 500 }, { kind: 'status', status: 503 });
    hub.fail('tokenizer.json', { kind: 'status', status: 500 });
    await pullModel(options());
    expect(hub.asked(DATA)).toHaveLength(2);
    expect(await whole(root)).toBe(true);
    expect(events).toContainEqual({
      type: 'notice',
      text: expect.stringMatching(/too many requests .* The next attempt is in 1 s\.$/u) as string,
    });

    await removeModel(root, NAME);
    hub.fail(DATA, { kind: 'status', status: 429, headers: { 'retry-after': '3600' } });
    await expect(pullModel(options())).rejects.toThrow(
      /too many requests.*asks to wait 60 minutes.*goes on from there/u,
    );
  });

  it('gives up after five attempts that brought nothing', async () => {
    const { hub, options } = await start();
    hub.fail(DATA, ...Array.from({ length: 20 }, () => ({ kind: 'status', status: 502 }) as const));
    await expect(pullModel(options())).rejects.toMatchObject({
      kind: 'network',
      message: expect.stringMatching(
        /onnx_data: 127.0.0.1:\d+ has a fault \(status 502\)/u,
      ) as string,
    });
    expect(hub.asked(DATA)).toHaveLength(5);
  });

  it('notices lengths that are wrong', async () => {
    const { hub, root, options } = await start();
    hub.fail(DATA, { kind: 'length too short' }, { kind: 'length too long' });
    await pullModel(options());
    expect(await whole(root)).toBe(true);
  });

  it('says what is gone: a file, a model, a part that a graph needs', async () => {
    const { hub, options } = await start();
    hub.fail(DATA, { kind: 'status', status: 404 });
    await expect(pullModel(options())).rejects.toMatchObject({
      kind: 'notFound',
      message: expect.stringContaining(`${DATA} is not in onnx-community/Tiny-VL-ONNX`) as string,
    });
    await expect(pullModel(options({ model: 'someone/nothing' }))).rejects.toThrow(
      /There is no model someone\/nothing on 127.0.0.1:\d+, or it is private/u,
    );
    await hub.close();
    const files = new Map(smallModel());
    files.delete(`${DATA}_1`);
    const repository = { name: 'onnx-community/Tiny-VL-ONNX', commit: 'a'.repeat(40), files };
    await pulling.close();
    const { options: others } = await start({ repositories: [repository] });
    await expect(pullModel(others())).rejects.toThrow(
      /not complete: onnx\/decoder_model_merged_q4.onnx needs onnx\/decoder_model_merged_q4.onnx_data_1/u,
    );
  });

  it('does not let two pulls of one model work at once, and takes over a lock whose process is gone', async () => {
    const { hub, root, options } = await start();
    hub.fail(DATA, { kind: 'slow', pauseMs: 5 });
    let second: Promise<unknown> | undefined;
    await pullModel(
      options({
        onProgress: (event) => {
          if (event.type === 'progress' && event.files.length > 0)
            second ??= expect(pullModel(options())).rejects.toMatchObject({ kind: 'busy' });
        },
      }),
    );
    expect(second).toBeDefined();
    await second;

    await removeModel(root, NAME);
    // The largest number that a process can have on Linux is 4194304.
    const gone = JSON.stringify({
      pid: 4194305,
      host: (await import('node:os')).hostname(),
      since: 'x',
    });
    await writeFile(join(root, `.lock-${NAME}`), gone);
    await pullModel(options());
    await writeFile(join(root, `.lock-${NAME}`), '');
    await removeModel(root, NAME);
    expect(await filesIn(root)).toEqual({});
  });

  it('says that there is no room before it loads anything', async () => {
    const { hub, options } = await start({
      listing: (value) => ({
        ...value,
        siblings: (value['siblings'] as { rfilename: string; lfs?: object }[]).map((one) =>
          one.rfilename === DATA ? { ...one, lfs: { ...one.lfs, size: 9e11 } } : one,
        ),
      }),
    });
    await expect(pullModel(options())).rejects.toMatchObject({
      kind: 'disk',
      message: expect.stringMatching(/no room: 900\.\d GB are needed/u) as string,
    });
    expect(hub.requests.filter(({ path }) => path.includes('/resolve/'))).toEqual([]);
  });
});

describe('listings that must not be trusted', () => {
  const renamed = (path: string): HubSetup => ({
    listing: (value) => ({
      ...value,
      siblings: [...(value['siblings'] as object[]), { rfilename: path, size: 3 }],
    }),
  });
  it.each([
    '../evil',
    'onnx/../../evil',
    '/etc/passwd',
    'C:/Windows/evil',
    String.raw`onnx\..\evil`,
    'onnx//evil',
    'a\u0000b',
    'a\nb',
  ])('refuses a listing with %j', async (path) => {
    const { hub, root, options } = await start(renamed(path));
    await expect(pullModel(options())).rejects.toMatchObject({ kind: 'hostile' });
    expect(hub.requests).toHaveLength(1);
    expect(await filesIn(root)).toEqual({});
  });

  it('does not mind odd names that it does not load', async () => {
    const { root, options } = await start(renamed('notes: draft?.txt'));
    await pullModel(options());
    expect(Object.keys(await filesIn(root)).join()).not.toMatch(/draft/u);
  });

  it('refuses thousands of files, a name twice, sizes that cannot be, and what is no listing', async () => {
    for (const [listing, words] of [
      [
        (value: object) => ({
          ...value,
          siblings: Array.from({ length: 20_001 }, (_, index) => ({ rfilename: `f${index}` })),
        }),
        /lists 20001 files/u,
      ],
      [
        (value: object) => ({ ...value, siblings: [{ rfilename: 'a' }, { rfilename: 'a' }] }),
        /names a twice/u,
      ],
      [
        (value: object) => ({ ...value, siblings: [{ rfilename: 'a', size: 1e15 }] }),
        /has 1000000000000000 bytes/u,
      ],
      [
        (value: object) => ({ ...value, siblings: [{ rfilename: 'a', size: -1 }] }),
        /not what a model hub answers/u,
      ],
      [() => ({ error: 'x' }), /not what a model hub answers/u],
      [() => '<html>', /not what a model hub answers/u],
      [
        (value: object) => ({ ...value, siblings: [{ rfilename: 'config.json' }] }),
        /It lacks: tokenizer.json, onnx\/embed_tokens.onnx/u,
      ],
    ] as const) {
      const { root, options } = await start({ listing: listing as never });
      await expect(pullModel(options())).rejects.toThrow(words);
      expect(await filesIn(root)).toEqual({});
      await pulling.close();
    }
    await start();
  });
});
