import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ModelsFileError } from '../../../../src/models/servers/fileError.ts';
import { readModelsFile, type ReadOptions } from '../../../../src/models/servers/modelsFile.ts';

const lab = { name: 'lab', url: 'http://gpu01:8000/v1', model: 's1-vl-32b' };

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'figscope models '));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function write(content: unknown, name = 'figscope.models.json', into = folder()): string {
  const path = join(into, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

async function problemsOf(path: string, options?: ReadOptions): Promise<readonly string[]> {
  const error: unknown = await readModelsFile(path, options).then(
    () => new Error('It was read.'),
    (failure: unknown) => failure,
  );
  if (!(error instanceof ModelsFileError)) throw error;
  expect(error.path).toBe(path);
  expect(error.message.startsWith(`${path}:`)).toBe(true);
  return error.problems;
}

describe('readModelsFile', () => {
  it('reads models on this machine, with folders relative to the file', async () => {
    const path = write({ local: [{ name: 'mine', folder: 'models/mine', device: 'cpu' }] });
    const { models, local } = await readModelsFile(path);
    expect(models).toEqual([]);
    expect(local).toEqual([
      { name: 'mine', folder: join(dirname(path), 'models', 'mine'), device: 'cpu' },
    ]);
    const both = write({
      models: [{ ...lab, urls: 1 }],
      local: [{ name: 'mine', folder: '/elsewhere' }],
    });
    expect(await problemsOf(both)).toEqual([
      expect.stringContaining('models[0].urls'),
      expect.stringContaining('local[0].folder: a project'),
    ]);
    expect(await problemsOf(write({ local: 1 }))).toEqual([
      expect.stringContaining('local must be a list'),
    ]);
  });

  it('reads models, and completes their addresses', async () => {
    const path = write({
      $schema: 'x',
      models: [
        { ...lab, keyEnv: 'FIGSCOPE_LAB_KEY', sampling: { temperature: 0.6 }, profile: 'thyme' },
        { ...lab, name: 'desk', url: 'http://localhost:11434' },
      ],
    });
    const { models } = await readModelsFile(path);
    expect(models.map(({ name, url }) => ({ name, url }))).toEqual([
      { name: 'lab', url: 'http://gpu01:8000/v1' },
      { name: 'desk', url: 'http://localhost:11434/v1' },
    ]);
    expect(models[0]).toMatchObject({ profile: 'thyme', sampling: { temperature: 0.6 } });
  });

  it('takes a file without models', async () => {
    expect(await readModelsFile(write({}))).toMatchObject({ models: [] });
  });

  it.each<[string, unknown, RegExp]>([
    ['a list at the top', [lab], /The file must be an object \{ … \}, not a list/u],
    ['a model that is no object', { models: ['lab'] }, /^models\[0\] must be an object/u],
    [
      'a missing address',
      { models: [{ name: 'a', model: 'b' }] },
      /^models\[0\]\.url is missing \(base address.*http:\/\/127\.0\.0\.1:8000\/v1/u,
    ],
    [
      'an address without a scheme',
      { models: [{ ...lab, url: 'gpu01:8000/v1' }] },
      /^models\[0\]\.url is "gpu01:8000\/v1".*base address/u,
    ],
    [
      'an address with a password',
      { models: [{ ...lab, url: 'http://me:secret@gpu01/v1' }] },
      /^models\[0\]\.url: .*name or password/u,
    ],
    [
      'a name with a space',
      { models: [{ ...lab, name: 'the lab' }] },
      /^models\[0\]\.name is "the lab".*letters, digits/u,
    ],
    [
      'the reserved name',
      { models: [{ ...lab, name: 'analyst' }] },
      /^models\[0\]\.name: "analyst" is the built-in model/u,
    ],
    [
      'a name twice',
      { models: [lab, lab] },
      /^models\[1\]\.name: "lab" is the name of models\[0\] already/u,
    ],
    [
      'a number as text',
      { models: [{ ...lab, sampling: { temperature: '0.6' } }] },
      /^models\[0\]\.sampling\.temperature must be a number, not "0\.6"/u,
    ],
    [
      'too high a temperature',
      { models: [{ ...lab, sampling: { temperature: 7 } }] },
      /^models\[0\]\.sampling\.temperature must be at most 2, not 7/u,
    ],
    [
      'no images at all',
      { models: [{ ...lab, limits: { images: 0 } }] },
      /^models\[0\]\.limits\.images must be more than 0, not 0/u,
    ],
    [
      'another stop',
      { models: [{ ...lab, stop: 'both' }] },
      /^models\[0\]\.stop must be one of "client", "server", not "both"/u,
    ],
    [
      'a slip in a field',
      { models: [{ ...lab, sampling: { top_p: 1 } }] },
      /^models\[0\]\.sampling\.top_p is not a field.*Did you mean "topP"/u,
    ],
    ['a slip at the top', { model: [] }, /^"model" is not a field.*Did you mean "models"/u],
    [
      'a field of another program',
      { models: [{ ...lab, provider: 'x' }] },
      /^models\[0\]\.provider is not a field.*Known fields: name, url/u,
    ],
    [
      'an empty model id',
      { models: [{ ...lab, model: '' }] },
      /^models\[0\]\.model must not be empty/u,
    ],
    [
      'an unknown profile',
      { models: [{ ...lab, profile: 'tymes' }] },
      /^models\[0\]\.profile: There is no profile "tymes"\. Did you mean "thyme"\?/u,
    ],
    [
      'a field that Figscope sets',
      { models: [{ ...lab, body: { messages: [] } }] },
      /^models\[0\]\.body\.messages is set by Figscope/u,
    ],
    [
      'a header that Figscope sets',
      { models: [{ ...lab, headers: { Host: 'x' } }] },
      /^models\[0\]\.headers\.Host is set by Figscope/u,
    ],
    [
      'a header over two lines',
      { models: [{ ...lab, headers: { 'X-A': 'a\r\nX-B: b' } }] },
      /^models\[0\]\.headers\.X-A: .*characters/u,
    ],
    [
      'a variable in a header',
      { models: [{ ...lab, headers: { 'X-A': '${env:HOME}' } }] },
      /^models\[0\]\.headers\.X-A: .*not filled in/u,
    ],
  ])('refuses %s, with its place and what to write instead', async (_, content, words) => {
    const problems = await problemsOf(write(content));
    expect(problems.join('\n')).toMatch(words);
    expect(problems).toHaveLength(1);
  });

  it('names everything that is wrong at once', async () => {
    const path = write({
      models: [
        { name: 'a b', url: 'x' },
        { ...lab, foo: 1 },
      ],
    });
    expect(await problemsOf(path)).toHaveLength(4);
  });

  it('says line and column of what is no JSON', async () => {
    expect(await problemsOf(write('{\n  "models": [],\n}'))).toEqual([
      'not JSON, line 2, column 15: the comma after the last field must go.',
    ]);
  });

  it.each<[string, string, RegExp]>([
    ['is missing', join(tmpdir(), 'figscope-not-there.json'), /no such file/u],
    ['is a folder', tmpdir(), /not a file|is a folder/u],
  ])('says when the file %s', async (_, path, words) => {
    expect((await problemsOf(path)).join()).toMatch(words);
  });

  it('refuses a huge file, and one that is not UTF-8', async () => {
    expect((await problemsOf(write(' '.repeat(1024 * 1024 + 1)))).join()).toMatch(
      /larger than 1 MiB/u,
    );
    const path = write('');
    writeFileSync(path, Buffer.from([0x7b, 0xff, 0x7d]));
    expect((await problemsOf(path)).join()).toMatch(/UTF-8/u);
  });
});

describe('keys', () => {
  it.each(['apiKey', 'key', 'token', 'password', 'api_key'])(
    'are not written into the file: %s',
    async (field) => {
      const [problem = ''] = await problemsOf(
        write({ models: [{ ...lab, [field]: 'sk-secret' }] }),
      );
      expect(problem).toMatch(
        new RegExp(`^models\\[0\\]\\.${field}: Keys are never.*"keyEnv"`, 'u'),
      );
      expect(problem).not.toContain('sk-secret');
    },
  );

  it.each(['Authorization', 'authorization', 'X-API-Key', 'api-key', 'Cookie'])(
    'are not written into headers either: %s',
    async (name) => {
      const path = write({ models: [{ ...lab, headers: { [name]: 'Bearer sk-secret' } }] });
      for (const trusted of [false, true]) {
        const [problem = ''] = await problemsOf(path, { trusted });
        expect(problem).toMatch(/^models\[0\]\.headers\..*Keys are never.*"keyEnv"/u);
        expect(problem).not.toContain('sk-secret');
      }
    },
  );

  it('of a project come from variables that begin with FIGSCOPE_ alone; the user may name any', async () => {
    const path = write({ models: [{ ...lab, keyEnv: 'AWS_SECRET_ACCESS_KEY' }] });
    expect((await problemsOf(path)).join()).toMatch(
      /^models\[0\]\.keyEnv: .*begin with FIGSCOPE_.*FIGSCOPE_AWS_SECRET_ACCESS_KEY/u,
    );
    const { models } = await readModelsFile(path, { trusted: true });
    expect(models[0]?.keyEnv).toBe('AWS_SECRET_ACCESS_KEY');
  });
});

describe('profiles in a models file', () => {
  const own = { id: 'own', extends: 's1vl', label: 'Ours' };

  it('stand in the file or in files beside it, and models may name them', async () => {
    const path = write({
      profiles: ['profiles/own.json', { id: 'second', extends: 'own' }],
      models: [{ ...lab, profile: 'second' }],
    });
    write(own, 'profiles/own.json', dirname(path));
    const { profiles } = await readModelsFile(path);
    expect([...profiles.keys()]).toEqual(['own', 'second']);
    expect(profiles.get('second')?.label).toBe('Ours');
  });

  it.each<[string, unknown, RegExp]>([
    ['an unknown parent', { ...own, extends: 'nobody' }, /^profiles\[0\]: .*"nobody".*s1vl/u],
    [
      'a slip in a field',
      { ...own, keepThought: true },
      /^profiles\[0\]: "keepThought" is not a field.*"keepThoughts"/u,
    ],
    [
      'a wrong kind',
      { ...own, routed: 'yes' },
      /^profiles\[0\]: routed must be true or false, not "yes"/u,
    ],
    ['half a profile', { id: 'own' }, /^profiles\[0\]: .*lacks/u],
  ])('name %s', async (_, profile, words) => {
    const problems = await problemsOf(write({ profiles: [profile] }));
    expect(problems.join('\n')).toMatch(words);
    expect(problems).toHaveLength(1);
  });

  it('say in which file something is wrong', async () => {
    const path = write({ profiles: ['own.json', 'gone.json'] });
    write('{"id": }', 'own.json', dirname(path));
    expect(await problemsOf(path)).toEqual([
      'profiles[0] (own.json): not JSON, line 1, column 8: a value is missing here.',
      'profiles[1] (gone.json): there is no such file.',
    ]);
  });

  it('are given once', async () => {
    expect((await problemsOf(write({ profiles: [own, own] }))).join()).toMatch(
      /^profiles\[1\]: .*"own" already/u,
    );
  });

  it('of a project come from its folder alone, links followed; the user may name any', async () => {
    const outside = write(own, 'own.json');
    const path = write({});
    symlinkSync(outside, join(dirname(path), 'link.json'));
    for (const source of [
      outside,
      `../${outside.split(/[/\\]/u).slice(-2).join('/')}`,
      'link.json',
    ]) {
      writeFileSync(path, JSON.stringify({ profiles: [source] }));
      expect((await problemsOf(path)).join(), source).toMatch(/own folder or below/u);
      expect((await readModelsFile(path, { trusted: true })).profiles.has('own')).toBe(true);
    }
  });
});
