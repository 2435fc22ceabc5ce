import { join } from 'node:path';
import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoadStep } from '../../../src/inference/protocol.ts';
import { rememberedIn } from '../../../src/models/local/remembered.ts';
import { PLAIN, runs, ScriptedModels, textOf } from './hosts.ts';

let models: ScriptedModels;
beforeAll(async () => {
  models = await ScriptedModels.make();
});
afterAll(() => models.dispose());

const never = () => new AbortController().signal;

describe('the process of local models', () => {
  it('starts with the first request, stays for the next ones, and is gone after dispose', async () => {
    const host = models.host();
    const spec = await models.model('stays', { reply: ['one ', 'two'] });
    expect(host.status).toEqual({ busy: false });
    expect(await textOf(host, spec)).toBe('one two');
    const { pid } = host.status;
    expect(await textOf(host, spec)).toBe('one two');
    expect(host.status.pid).toBe(pid);
    expect(models.loads(spec)).toHaveLength(1);
    expect(runs(pid)).toBe(true);
    await host.dispose();
    expect(runs(pid)).toBe(false);
    await expect(textOf(host, spec)).rejects.toThrow('disposed');
  });

  it('loads another model into the same process, and the first again when it is wanted again', async () => {
    const host = models.host();
    const first = await models.model('first', { reply: ['a'] });
    const second = await models.model('second', { reply: ['b'] });
    expect(await textOf(host, first)).toBe('a');
    const { pid } = host.status;
    expect(await textOf(host, second)).toBe('b');
    expect(host.status.pid).toBe(pid);
    expect(await textOf(host, first)).toBe('a');
    expect(models.loads(first)).toHaveLength(2);
    // The same weights in another way are another load; another label is not.
    await host.use({ ...first, label: 'other' }, { signal: never() });
    expect(models.loads(first)).toHaveLength(2);
    await host.use({ ...first, contextTokens: 512 }, { signal: never() });
    expect(models.loads(first).at(-1)?.contextTokens).toBe(512);
  });

  it('does one request after the other', async () => {
    const host = models.host();
    const spec = await models.model('queue', { reply: ['a', 'b'], replyMs: 30 });
    let waited = 0;
    const ask = async () => {
      let text = '';
      const options = { signal: never(), onWait: () => (waited += 1) };
      for await (const item of host.generate(spec, PLAIN, options))
        if (item.type === 'text') text += item.text;
      return text;
    };
    expect(await Promise.all([ask(), ask(), ask()])).toEqual(['ab', 'ab', 'ab']);
    expect(waited).toBe(2);
    expect(
      models.noted(spec).flatMap((one) => (one.generate ? 'begin' : one.ended ? 'end' : [])),
    ).toEqual(['begin', 'end', 'begin', 'end', 'begin', 'end']);
  });

  it('knows nothing of keys and tokens of its host', async () => {
    process.env['FIGSCOPE_TEST_KEY'] = 'secret';
    process.env['CUDA_VISIBLE_DEVICES'] = '7';
    const spec = await models.model('environment', {});
    await models.host().use(spec, { signal: never() });
    const { env = {} } = models.noted(spec)[0] ?? {};
    expect(env['FIGSCOPE_TEST_KEY']).toBeUndefined();
    expect(env['NODE_OPTIONS']).toBeUndefined();
    expect(env['CUDA_VISIBLE_DEVICES']).toBe('7');
    expect(env['PATH']).toBe(process.env['PATH']);
    delete process.env['FIGSCOPE_TEST_KEY'];
    delete process.env['CUDA_VISIBLE_DEVICES'];
  });

  it('tells what there is on this machine', async () => {
    const machine = await models.host().machine(never());
    expect(machine.runtime).toBe('1.2.3');
    expect(machine.providers.map(({ device }) => device)).toEqual(['cpu', 'webgpu']);
  });

  it('is ended when nothing was asked for a while, and starts again', async () => {
    const host = models.host({ idleMinutes: 0.1 / 60 });
    const spec = await models.model('idle', { reply: ['a'] });
    expect(await textOf(host, spec)).toBe('a');
    const { pid } = host.status;
    await expect.poll(() => runs(pid), { timeout: 20_000 }).toBe(false);
    expect(host.status).toEqual({ busy: false });
    expect(await textOf(host, spec)).toBe('a');
  });
});

describe('a provider that ends the process', () => {
  it.each(['reading', 'measuring'] as const)(
    'while it is at %s is left out, and the model loads on another',
    async (at) => {
      const host = models.host();
      const spec = await models.model(`deadly-${at}`, {
        devices: ['webgpu', 'cpu'],
        deadly: { device: 'webgpu', at },
        lastWords:
          '2026-11-23 06:00:00.1 [E:onnxruntime:, driver.cc:12 Make] Device lost\n    at 0x7f00aa1234\n',
      });
      const steps: LoadStep[] = [];
      const model = await host.use(spec, { signal: never(), onStep: (one) => steps.push(one) });
      expect(model.device).toBe('cpu');
      expect(model.notices[0]).toBe(
        'WebGPU is not used: it ended the inference process (ended by SIGABRT: Device lost). "figscope models bench" tries it again.',
      );
      expect(model.measured.map(({ device }) => device)).toEqual(['cpu', 'webgpu']);
      expect(models.loads(spec).map(({ avoid }) => avoid)).toEqual([undefined, ['webgpu']]);
      expect(steps.some(({ type, device }) => type === at && device === 'webgpu')).toBe(true);
      expect(await textOf(host, spec)).toBe('hello');
    },
  );

  it('is left out although the user named it, with the reason', async () => {
    const spec = await models.model(
      'named',
      { deadly: { device: 'cuda', at: 'reading' }, death: 3 },
      { device: 'cuda' },
    );
    const model = await models.host().use(spec, { signal: never() });
    expect(model.device).toBe('cpu');
    expect(model.notices[0]).toContain(
      'CUDA is not used: it ended the inference process (exit code 3)',
    );
    expect(models.loads(spec).map(({ device }) => device)).toEqual(['cuda', 'auto']);
  });

  it('is not tried by the next host either, until it is measured afresh', async () => {
    const file = join(models.folder, 'measured.json');
    const remembered = rememberedIn(file, models.program);
    const script = {
      devices: ['webgpu', 'cpu'],
      deadly: { device: 'webgpu', at: 'measuring' },
    } as const;
    const spec = await models.model('remembered', script);
    await models.host({ remembered }).use(spec, { signal: never() });
    const again = await models.host({ remembered }).use(spec, { signal: never() });
    expect(again.notices[0]).toContain('WebGPU is not used');
    expect(models.loads(spec)).toHaveLength(3);
    const last = models.loads(spec).at(-1);
    expect(last?.avoid).toEqual(['webgpu']);
    expect(last?.measured?.find(({ device }) => device === 'cpu')?.decodeTokensPerSecond).toBe(20);
    // No process wrote to it half-way; what else stands in it is of no use to a stranger.
    expect(await readFile(file, 'utf8')).not.toContain(models.folder);

    const afresh = models.host({ remembered });
    await afresh.useAfresh(spec, { signal: never() });
    const measured = await afresh.measure(spec, { signal: never() });
    expect(measured.find(({ device }) => device === 'webgpu')?.problem).toContain('ended');
    expect(models.loads(spec)[3]?.avoid).toBeUndefined();
  });

  it('and a memory that is damaged is no memory', async () => {
    const file = join(models.folder, 'damaged.json');
    await writeFile(file, '{"version":1,"entries":{"x":');
    const spec = await models.model('damaged', {});
    const remembered = rememberedIn(file, models.program);
    const model = await models.host({ remembered }).use(spec, { signal: never() });
    expect(model.device).toBe('cpu');
    expect(await remembered.read(spec)).toHaveLength(1);
  });

  it('is the CPU: then the model cannot be loaded, and the last words say why', async () => {
    const spec = await models.model('cpu', {
      deadly: { device: 'cpu', at: 'reading' },
      death: 'SIGKILL',
      lastWords: "terminate called after throwing an instance of 'std::bad_alloc'",
    });
    const host = models.host();
    await expect(host.use(spec, { signal: never() })).rejects.toMatchObject({
      name: 'ModelError',
      kind: 'down',
      message:
        "The process that runs cpu ended while the model was loaded (ended by SIGKILL: terminate called after throwing an instance of 'std::bad_alloc'). Probably memory ran out: close other programs, or choose a smaller model, a smaller dtype or fewer context tokens.",
    });
    expect(models.loads(spec)).toHaveLength(1);
    const other = await models.model('after-cpu', { reply: ['fine'] });
    expect(await textOf(host, other)).toBe('fine');
  });
});
