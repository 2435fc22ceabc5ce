import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { changedSettings } from '../../../src/extension/doctor/changedSettings.ts';
import { examine } from '../../../src/extension/doctor/examine.ts';
import { folderSize } from '../../../src/extension/doctor/folderSize.ts';
import { doctorReport, type Findings } from '../../../src/extension/doctor/report.ts';
import { allowReducedSandbox } from '../../../src/extension/sandbox/reduced.ts';
import { SETTING } from '../../../src/extension/settingKeys.ts';
import { fake, FakeMemento, Uri, workspace } from '../../fixtures/vscode.ts';

const probed = vi.hoisted(() => [] as unknown[]);
vi.mock('../../../src/sandbox/index.ts', async (original) => ({
  ...(await original<object>()),
  probeIsolation: (options: unknown) => {
    probed.push(options);
    const report = { usable: true, notices: [], layers: [], packages: [], timings: { ready: 700 } };
    return Promise.resolve(report);
  },
}));

beforeEach(() => {
  fake.reset();
  probed.length = 0;
});

const folder = () => mkdtemp(join(tmpdir(), 'figscope-doctor-'));

describe('the size of a folder', () => {
  it('counts files at any depth, and follows no links', async () => {
    const [place, outside] = [await folder(), await folder()];
    await mkdir(join(place, 'runs', 'a'), { recursive: true });
    await writeFile(join(place, 'one'), 'x'.repeat(10));
    await writeFile(join(place, 'runs', 'a', 'two'), 'x'.repeat(200));
    await writeFile(join(outside, 'large'), 'x'.repeat(5000));
    await symlink(outside, join(place, 'link'));
    await symlink(join(outside, 'large'), join(place, 'file'));
    expect(await folderSize(place)).toBe(210);
  });

  it('is 0 for one that was never made', async () => {
    expect(await folderSize(join(await folder(), 'none'))).toBe(0);
  });
});

it('tells the settings that differ from their default, and no others', () => {
  fake.defaults.set(SETTING.turns, 10).set(SETTING.mode, 'auto').set(SETTING.download, false);
  fake.settings.set(SETTING.turns, 25).set(SETTING.mode, 'auto').set('editor.fontSize', 20);
  expect(changedSettings()).toEqual([[SETTING.turns, 25]]);
});

it('tells the names of models on servers, not their addresses and headers: the report is sent to others', () => {
  const far = {
    name: 'far',
    url: 'https://models.lab/v1',
    model: 'm',
    headers: { 'x-lab': 'ada' },
  };
  fake.settings.set(SETTING.models, [far, 'nonsense']);
  expect(changedSettings()).toEqual([[SETTING.models, ['far', undefined]]]);
});

describe('the examination', () => {
  async function examined(state = new FakeMemento()) {
    const place = await folder();
    await writeFile(join(place, 'run'), 'x'.repeat(30));
    const models = [{ id: 'lab', label: 'Lab', where: 'models.lab' }];
    const localModels = {
      running: () => Promise.resolve(undefined),
      host: () => Promise.reject(new Error('The inference process is not built.')),
    };
    return examine({
      context: {
        globalState: state,
        extensionPath: '/extension',
        globalStorageUri: Uri.file(place),
        extension: { packageJSON: { version: '1.2.3' } },
      },
      models: { list: () => models, current: models[0], local: localModels },
      history: { list: () => Promise.resolve([{}, {}]) },
    } as never);
  }

  it('collects versions, models, runs and what they take', async () => {
    workspace.isTrusted = false;
    const found = await examined();
    expect(found).toMatchObject({
      sandbox: { usable: true, reducedAllowed: false },
      models: [{ id: 'lab' }],
      // What is not known of local models takes nothing from the rest.
      local: { problems: ['The inference process is not built.'] },
      currentModel: 'lab',
      runs: 2,
      storageBytes: 30,
      home: homedir(),
    });
    const system = Object.fromEntries(found.system);
    expect(system).toMatchObject({
      Figscope: '1.2.3',
      'Fake Code': '1.100.0',
      Remote: 'none',
      'Workspace trusted': 'no',
    });
  });

  it('starts the sandbox as a question would: with the settings and what the user allowed', async () => {
    const state = new FakeMemento();
    fake.answers.push('Allow on This Machine');
    await allowReducedSandbox(state as never, 'no namespaces');
    fake.settings.set(SETTING.node, process.execPath);
    const found = await examined(state);
    expect(found.sandbox.reducedAllowed).toBe(true);
    expect(probed).toMatchObject([{ allowReduced: true, node: process.execPath }]);
    expect(found.settings).toContainEqual([SETTING.node, process.execPath]);
  });
});

describe('the report', () => {
  const reportOf = (home: string, path: string, notices: string[] = []) => {
    const findings: Findings = {
      system: [],
      sandbox: {
        usable: true,
        notices,
        node: { path, version: '22.1.0', electron: false, from: 'named' },
        layers: [{ name: 'file reads', inForce: true, required: true, detail: `only ${path}` }],
        packages: [],
        timings: { start: 20, ready: 700 },
        reducedAllowed: false,
      },
      local: { folder: path, problems: [] },
      models: [
        { id: 'a', label: 'First', where: 'here' },
        { id: 'b', label: 'Second', where: 'there' },
      ],
      currentModel: 'b',
      settings: [[SETTING.node, path]],
      runs: 0,
      storageBytes: 0,
      home,
    };
    return doctorReport(findings);
  };

  it.each([
    ['of plain letters', '/home/ada', '/home/ada/tools/node', 'ada'],
    ['with characters of Markdown', '/home/ada_l[x]', '/home/ada_l[x]/tools/node', 'ada'],
    ['of Windows', 'C:\\Users\\ada', 'C:\\Users\\ada\\tools\\node.exe', 'ada'],
    ['of Windows as the editor writes it', 'C:\\Users\\ada', 'c:\\Users\\ada\\node.exe', 'ada'],
    ['of Windows with other slashes', 'C:\\Users\\ada', 'C:/Users/ada/node.exe', 'ada'],
  ])('names no home folder %s', (_kind, home, path, user) => {
    const report = reportOf(home, path, [`Node.js of ${path} is used.`]);
    expect(report).not.toContain(user);
    expect(report.match(/~/g)).toHaveLength(5);
  });

  it('leaves paths alone where there is no home folder', () => {
    expect(reportOf('/', '/opt/node')).toContain('(/opt/node)');
  });

  it('marks the model that is chosen', () => {
    const report = reportOf('/home/ada', '/opt/node');
    expect(report).toContain('| First | a | here | no |');
    expect(report).toContain('| Second | b | there | yes |');
  });

  it('says how soon the sandbox is ready', () => {
    expect(reportOf('/home/ada', '/opt/node')).toContain('ready in 700 ms');
  });
});
