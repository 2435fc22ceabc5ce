import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { addServer } from '../../../../src/extension/models/picker/addServer.ts';
import { setApiKey } from '../../../../src/extension/models/setApiKey.ts';
import { testChosenModel } from '../../../../src/extension/models/test/testModel.ts';
import { SCRIPTED, startServer, type TestServerOptions } from '../../../fixtures/servers/index.ts';
import { startRawServer } from '../../../fixtures/rawServer.ts';
import { fake } from '../../../fixtures/vscode.ts';
import { modelServices } from './commands.ts';

interface Line {
  readonly label: string;
  readonly description?: string;
}

beforeEach(() => fake.reset());

async function server(options: Partial<TestServerOptions> = {}) {
  const started = await startServer({ engine: 'vllm', model: SCRIPTED.probe(), ...options });
  onTestFinished(() => started.close());
  return started;
}

/** What the picker of profiles gives: the first line, which the model's name suggests. */
const first = (lines: Line[]) => lines[0];

describe('a server that is added', () => {
  it('goes from its address over the key that it wants to a model that answers', async () => {
    const { services, models, secrets } = modelServices();
    const { url, modelId, requests } = await server({ key: 'secret' });
    const { origin } = new URL(url);
    // The address as somebody pastes it; the key; the profile; no test.
    fake.answers.push(`${url}/chat/completions`, 'secret', first, undefined);
    await addServer(services);
    expect(fake.settings.get('figscope.models')).toMatchObject([{ url, model: modelId }]);
    expect(JSON.stringify([...fake.settings])).not.toContain('secret');
    expect([...secrets.values]).toEqual([[`figscope.key ${origin}`, 'secret']]);
    expect(models.current.id).toMatch(/^openai:/);
    expect(requests.at(-1)?.headers.authorization).toBe('Bearer secret');
    expect(requests.some(({ path }) => path.includes('chat'))).toBe(false);
  });

  it('is not added when the key is not given', async () => {
    const { services } = modelServices();
    const { url } = await server({ key: 'secret' });
    fake.answers.push(url, undefined);
    await expect(addServer(services)).rejects.toThrow('wants a key');
    expect(fake.settings.has('figscope.models')).toBe(false);
  });

  it('is not added when the user gives up, or when nothing answers', async () => {
    const { services } = modelServices();
    fake.answers.push(undefined);
    await addServer(services);
    const gone = await server();
    await gone.close();
    fake.answers.push(gone.url);
    await expect(addServer(services)).rejects.toThrow('Nothing answers at');
    fake.answers.push('ftp://models.lab');
    await expect(addServer(services)).rejects.toThrow('must begin with http:// or https://');
    expect(fake.settings.has('figscope.models')).toBe(false);
  });

  it('that serves several models asks which', async () => {
    const { services } = modelServices();
    const raw = await startRawServer((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"object": "list", "data": [{"id": "one"}, {"id": "two"}]}');
    });
    onTestFinished(() => raw.close());
    fake.answers.push(
      raw.url,
      (lines: Line[]) => lines.find(({ label }) => label === 'two'),
      (lines: Line[]) => lines.find(({ description }) => description === 'thyme'),
      undefined,
    );
    await addServer(services);
    expect(fake.settings.get('figscope.models')).toEqual([
      { name: 'two', url: raw.url, model: 'two', profile: 'thyme' },
    ]);
  });

  it('that serves no model says so', async () => {
    const { services } = modelServices();
    const raw = await startRawServer((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"object": "list", "data": []}');
    });
    onTestFinished(() => raw.close());
    fake.answers.push(raw.url);
    await expect(addServer(services)).rejects.toThrow('serves no model');
  });
});

describe('a key', () => {
  const near = { name: 'near', url: 'http://127.0.0.1:1/v1', model: 'm' };
  const far = { name: 'far', url: 'https://models.lab/v1', model: 'm' };

  it('is kept for the server that is picked, and an empty one removes it', async () => {
    const { services, secrets } = modelServices();
    fake.settings.set('figscope.models', [near, far, { ...far, name: 'again' }]);
    const pick = (lines: Line[]) => {
      expect(lines.map(({ label }) => label)).toEqual(['http://127.0.0.1:1', 'https://models.lab']);
      return lines[1];
    };
    fake.answers.push(pick, '  secret\n');
    await setApiKey(services);
    expect([...secrets.values]).toEqual([['figscope.key https://models.lab', 'secret']]);
    expect(fake.said.at(-1)?.text).toContain('is kept');
    fake.answers.push('');
    await setApiKey(services, far.url);
    expect(secrets.values.size).toBe(0);
    expect(fake.said.at(-1)?.text).toContain('was removed');
  });

  it('stays when the user gives up or types what no key can be', async () => {
    const { services, secrets } = modelServices();
    await secrets.store('figscope.key https://models.lab', 'secret');
    fake.answers.push(undefined);
    await setApiKey(services, far.url);
    fake.answers.push('two words');
    await expect(setApiKey(services, far.url)).rejects.toThrow('no spaces');
    expect(secrets.values.get('figscope.key https://models.lab')).toBe('secret');
  });

  it('cannot be set before there is a server', async () => {
    const { services } = modelServices();
    fake.answers.push('Open Settings');
    await setApiKey(services);
    expect(fake.said.at(-1)?.text).toContain('No model on a server');
    expect(fake.executed.at(-1)?.args).toEqual(['@id:figscope.models']);
  });
});

describe('a test of a model', () => {
  it('shows its steps, opens the report and offers the profile that fits', async () => {
    const { services, models } = modelServices();
    const { url, modelId } = await server();
    fake.settings.set('figscope.models', [
      { name: 'lab', url, model: modelId, profile: 'pyvision' },
    ]);
    await models.choose('openai:lab');
    fake.answers.push('Use the Profile s1vl');
    await testChosenModel(services);
    expect(fake.progress.at(-1)).toMatchObject({ cancellable: true, over: true });
    expect(fake.progress.at(-1)?.messages).toContain('Sending a drawn picture…');
    const [report] = fake.documents;
    expect(report?.language).toBe('plaintext');
    expect(report?.content).toContain('Test of lab');
    expect(report?.content).toMatch(/^✔ works +Replies stream/m);
    expect(fake.said.at(-1)).toMatchObject({
      kind: 'information',
      text: 'A run can be done with lab. The report says what works.',
    });
    expect(fake.settings.get('figscope.models')).toEqual([
      { name: 'lab', url, model: modelId, profile: 's1vl' },
    ]);
  });

  it('says that no run can be done where nothing answers', async () => {
    const { services, models } = modelServices();
    const gone = await server();
    await gone.close();
    fake.settings.set('figscope.models', [{ name: 'lab', url: gone.url, model: 'm' }]);
    await models.choose('openai:lab');
    await testChosenModel(services);
    expect(fake.documents[0]?.content).toMatch(/^✘ fails +Nothing answers at/m);
    expect(fake.said.at(-1)).toMatchObject({ kind: 'warning' });
  });

  it('asks which model when the chosen one is on no server, and says when there is none', async () => {
    const { services } = modelServices();
    await expect(testChosenModel(services)).rejects.toThrow('Only models on servers');
    fake.settings.set('figscope.models', [
      { name: 'lab', url: 'http://127.0.0.1:1/v1', model: 'm' },
    ]);
    fake.answers.push(undefined);
    await testChosenModel(services);
    expect(fake.documents).toEqual([]);
  });
});
