import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { selfSigned } from '../../fixtures/hub/certificate.ts';
import { startProxy } from '../../fixtures/hub/proxy.ts';
import { filesIn } from '../../fixtures/hub/pulling.ts';
import { smallModel } from '../../fixtures/hub/repository.ts';
import { MODEL, startHub, type Hub, type HubSetup } from '../../fixtures/hub/server.ts';
import { ended, figscope, folder, put, start } from '../cli/cli.ts';

const NAME = 'Tiny-VL-ONNX';
const DATA = 'onnx/decoder_model_merged_q4.onnx_data';
/** Nothing of the environment that the tests run in. */
const CLEAN = Object.fromEntries(
  ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY', 'HF_TOKEN', 'HF_ENDPOINT']
    .flatMap((name) => [name, name.toLowerCase()])
    .map((name) => [name, undefined]),
);

let closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing) await close();
  closing = [];
});

async function hubWith(setup?: HubSetup): Promise<Hub> {
  const hub = await startHub(setup);
  closing.push(() => hub.close());
  return hub;
}

/** A folder for the models, and the environment of a user whose mirror this hub is. */
function at(hub: Hub | undefined) {
  const cwd = folder();
  const models = join(cwd, 'models');
  const env = { ...CLEAN, FIGSCOPE_MODELS: models, HF_ENDPOINT: hub?.url };
  return { cwd, models, env };
}

/** Waits until a part of a file is there. */
async function begun(part: string): Promise<void> {
  await vi.waitFor(() => expect(statSync(part).size).toBeGreaterThan(0), { timeout: 30_000 });
}

describe('figscope models pull', () => {
  it('tells what comes, how far it is, and how to use it', async () => {
    const hub = await hubWith();
    const { cwd, models, env } = at(hub);
    const { code, stdout, stderr } = await figscope(cwd, ['models', 'pull', MODEL], env);
    expect(stderr).toMatch(/^onnx-community\/Tiny-VL-ONNX \(q4\): .* at 0123456789ab from 127/mu);
    expect(stderr).toMatch(/^13 files, 35\d kB; weights: q4$/mu);
    expect(stderr).toMatch(/^100 % {2}35\d kB of 35\d kB.*13 of 13 files$/mu);
    // Lines that stay: one for each ten hundredths at most.
    expect(stderr.split('\n').filter((line) => line.includes(' %  ')).length).toBeLessThan(13);
    expect(stdout).toContain(`${NAME} is installed in ${join(models, NAME)} (35`);
    expect(stdout).toContain(`--model local:${NAME}`);
    expect(code).toBe(0);

    const again = await figscope(cwd, ['models', 'pull', MODEL, '--json'], env);
    expect(JSON.parse(again.stdout)).toMatchObject({
      schema: 'figscope.installed/1',
      model: { name: NAME, repository: MODEL, dtype: { decoder_model_merged: 'q4' } },
    });
    expect(again.code).toBe(0);
  });

  it('stops at Ctrl-C, keeps what has come, and goes on', async () => {
    const hub = await hubWith();
    const { cwd, models, env } = at(hub);
    hub.fail(DATA, { kind: 'slow', pauseMs: 200 });
    const child = start(cwd, ['models', 'pull', MODEL], env);
    const end = ended(child);
    await begun(join(models, `.pull-${NAME}`, `${DATA}.part`));
    child.kill('SIGINT');
    const { code, stderr } = await end;
    expect(stderr).toMatch(/figscope: stopped. What has come is kept/u);
    expect(code).toBe(130);
    expect((await filesIn(models))[`.lock-${NAME}`]).toBeUndefined();

    const list = await figscope(cwd, ['models', 'list'], env);
    expect(list.stdout).toMatch(/Tiny-VL-ONNX {2}not whole: \d+(?:\.\d+)? kB of 35\d kB/u);
    expect(list.code).toBe(0);
    const { code: second } = await figscope(cwd, ['models', 'pull', MODEL], env);
    expect(second).toBe(0);
    expect(hub.asked(DATA).at(-1)?.range).toMatch(/^bytes=\d+-$/u);
  });

  it('is not hindered by a process that was killed in the middle', async () => {
    const hub = await hubWith();
    const { cwd, models, env } = at(hub);
    hub.fail(DATA, { kind: 'slow', pauseMs: 200 });
    const child = start(cwd, ['models', 'pull', MODEL], env);
    await begun(join(models, `.pull-${NAME}`, `${DATA}.part`));
    const busy = await figscope(cwd, ['models', 'pull', MODEL], env);
    expect(busy.stderr).toMatch(
      new RegExp(`by another process \\(process ${child.pid}, since`, 'u'),
    );
    expect(busy.code).toBe(1);
    child.kill('SIGKILL');
    await once(child, 'close');
    const { code, stderr } = await figscope(cwd, ['models', 'pull', MODEL], env);
    expect(stderr).toMatch(/of it already here/u);
    expect(code).toBe(0);
  });

  it('goes through a proxy by CONNECT, trusts only certificates that it is told to, and follows no redirect to plain http', async () => {
    const names = { hub: 'hub.test', files: 'files.test' };
    const tls = selfSigned(Object.values(names));
    const hub = await hubWith({ names, tls });
    const proxy = await startProxy(
      { 'hub.test': hub.ports.hub, 'files.test': hub.ports.files },
      { login: 'me:secret' },
    );
    closing.push(() => proxy.close());
    const { cwd, models, env } = at(hub);
    const trusted = {
      ...env,
      NODE_EXTRA_CA_CERTS: put(cwd, 'ca.pem', tls.certificate),
      HTTPS_PROXY: proxy.url.replace('//', '//me:secret@'),
    };
    const { code, stderr } = await figscope(cwd, ['models', 'pull', MODEL], trusted);
    expect(stderr).toMatch(/100 %/u);
    expect(code).toBe(0);
    expect(new Set(proxy.requests)).toEqual(
      new Set(['CONNECT hub.test:443', 'CONNECT files.test:443']),
    );
    const data = readFileSync(join(models, NAME, DATA));
    expect(data.equals(smallModel().get(DATA)?.content ?? Buffer.alloc(0))).toBe(true);

    const one = ['models', 'pull', MODEL, '--name', 'other'];
    const strange = await figscope(cwd, one, { ...trusted, NODE_EXTRA_CA_CERTS: undefined });
    expect(strange.stderr).toMatch(/certificate of hub.test is not trusted.*NODE_EXTRA_CA_CERTS/u);
    const nameless = await figscope(cwd, [...one, '--proxy', proxy.url], trusted);
    expect(nameless.stderr).toMatch(/proxy wants a user name and password/u);
    hub.fail('config.json', { kind: 'redirect', to: 'http://files.test/x' });
    const plain = await figscope(cwd, one, trusted);
    expect(plain.stderr).toMatch(
      /redirects to http:\/\/files.test\/x, which is not https. That is refused/u,
    );
    for (const run of [strange, nameless, plain]) expect(run.code).toBe(1);
  });

  it('takes a token from a variable, and says what to do without one', async () => {
    const hub = await hubWith({ gated: 'hf_x' });
    const { cwd, env } = at(hub);
    const refused = await figscope(cwd, ['models', 'pull', MODEL], env);
    expect(refused.stderr).toMatch(/Open .*, accept it, make a token/u);
    expect(refused.code).toBe(1);
    const args = ['models', 'pull', MODEL, '--token-env', 'MY_TOKEN'];
    expect((await figscope(cwd, args, env)).stderr).toMatch(/MY_TOKEN is not set/u);
    const given = await figscope(cwd, args, { ...env, MY_TOKEN: 'hf_x' });
    expect(given.code).toBe(0);
    expect(given.stdout + given.stderr).not.toContain('hf_x');
  });

  it('refuses what is wrong use, with what to write instead', async () => {
    const hub = await hubWith();
    const { cwd, models, env } = at(hub);
    for (const [args, words] of [
      [['qwen4'], /neither in the catalogue nor a repository. The catalogue has: qwen3.5-2b/u],
      [[MODEL, '--dtype', 'q5'], /"q5" is not a form of weights/u],
      [[MODEL, '--name', 'a/b'], /cannot be the name of a model/u],
      [['some/thing'], /There is no model some\/thing/u],
      [[MODEL, '--endpoint', 'ftp://x'], /reached by https or http/u],
      [[MODEL, '--parallel', '0'], /--parallel takes a whole number/u],
    ] as const) {
      const { code, stderr } = await figscope(cwd, ['models', 'pull', ...args], env);
      expect(stderr).toMatch(words);
      expect(stderr).not.toMatch(/\n\s+at /u);
      expect(code, args.join(' ')).toBe(2);
    }
    await expect(filesIn(models)).rejects.toThrow(/ENOENT/u);
  });
});

describe('figscope models list', () => {
  it('shows the catalogue with sizes and what fits', async () => {
    const { cwd, models, env } = at(undefined);
    const { code, stdout } = await figscope(cwd, ['models', 'list'], env);
    expect(stdout).toContain(`Installed in ${models}\n  nothing yet`);
    expect(stdout).toMatch(/qwen3.5-2b {2}Qwen3.5 2B, 1.77 GB, licence apache-2.0/u);
    expect(stdout).toMatch(/lacks DeepStack/u);
    expect(code).toBe(0);
    const json = await figscope(cwd, ['models', 'list', '--json'], env);
    const value = JSON.parse(json.stdout) as {
      catalogue: object[];
      machine: { totalBytes: number };
    };
    expect(value).toMatchObject({
      schema: 'figscope.installedModels/1',
      folder: models,
      installed: [],
    });
    expect(value.catalogue[0]).toMatchObject({ name: 'qwen3.5-2b', bytes: 1_771_279_739 });
    expect(value.machine.totalBytes).toBeGreaterThan(1e8);
  });

  it('finds damage by size, and with --verify by hash', async () => {
    const hub = await hubWith();
    const { cwd, models, env } = at(hub);
    await figscope(cwd, ['models', 'pull', MODEL], env);
    const fine = await figscope(cwd, ['models', 'list', '--verify'], env);
    expect(fine.stdout).toMatch(/every file is as it came/u);
    expect(fine.code).toBe(0);
    const config = join(models, NAME, 'config.json');
    const text = readFileSync(config, 'utf8');
    await writeFile(config, text.replace('Qwen3', 'Qwen4'));
    expect((await figscope(cwd, ['models', 'list'], env)).code).toBe(0);
    const found = await figscope(cwd, ['models', 'list', '--verify', '--json'], env);
    expect(JSON.parse(found.stdout)).toMatchObject({
      verified: [
        {
          name: NAME,
          problem: expect.stringContaining('config.json has another content') as string,
        },
      ],
    });
    expect(found.code).toBe(1);
  });
});

describe('figscope models import and remove', () => {
  it('take a model from a folder and delete it again', async () => {
    const { cwd, models, env } = at(undefined);
    const source = join(cwd, 'usb stick');
    for (const [path, { content }] of smallModel()) {
      await mkdir(join(source, path, '..'), { recursive: true });
      put(source, path, content);
    }
    const imported = await figscope(cwd, ['models', 'import', source, '--name', 'mine'], env);
    expect(imported.stdout).toContain(`mine is installed in ${join(models, 'mine')}`);
    expect(imported.code).toBe(0);
    const lacking = await figscope(cwd, ['models', 'import', models], env);
    expect(lacking.stderr).toMatch(/It lacks:\n {2}config.json\n[^]*Do you mean .*mine\?/u);
    expect(lacking.code).toBe(2);

    const unasked = await figscope(cwd, ['models', 'remove', 'mine'], env);
    expect(unasked.stderr).toMatch(/Nobody can be asked here .* --yes/u);
    expect(unasked.code).toBe(2);
    const removed = await figscope(cwd, ['models', 'remove', 'mine', '--yes', '--json'], env);
    expect(JSON.parse(removed.stdout)).toMatchObject({
      schema: 'figscope.removed/1',
      removed: [{ name: 'mine' }],
    });
    expect(await filesIn(models)).toEqual({});
    const gone = await figscope(cwd, ['models', 'remove', 'mine', '--yes'], env);
    expect(gone.stderr).toMatch(/There is no model "mine" .* None is installed/u);
    expect(gone.code).toBe(2);
  });
});
