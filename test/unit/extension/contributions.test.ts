import { beforeEach, describe, expect, it } from 'vitest';
import { FIGURE_EXTENSIONS } from '../../../src/extension/figureTypes.ts';
import { LANGUAGES } from '../../../src/extension/documents/images.ts';
import { TAB_TYPE, VIEW_ID } from '../../../src/extension/panel/ids.ts';
import { SETTING } from '../../../src/extension/settingKeys.ts';
import { figureLimits, runLimits, sandboxSettings } from '../../../src/extension/settings.ts';
import { DEFAULT_FIGURE_LIMITS } from '../../../src/figures/limits.ts';
import { DEFAULT_LIMITS } from '../../../src/reasoning/limits.ts';
import { fake } from '../../fixtures/vscode.ts';
import { manifest, strings, texts } from './manifest.ts';

const { contributes, capabilities } = manifest;
const settings = contributes.configuration.properties;
const commands = contributes.commands.map(({ command }) => command);
const views = Object.values(contributes.views).flat();
const menuItems = Object.values(contributes.menus).flat();

beforeEach(() => fake.reset());

describe('settings', () => {
  it('are those that the code reads', () => {
    expect(Object.keys(settings).sort()).toEqual(Object.values(SETTING).sort());
  });

  it('have the defaults of the core', () => {
    for (const [key, { default: value }] of Object.entries(settings)) fake.settings.set(key, value);
    expect(runLimits()).toEqual(DEFAULT_LIMITS);
    const { fileBytes, pixels } = DEFAULT_FIGURE_LIMITS;
    expect(figureLimits()).toEqual({ fileBytes, pixels });
    const { options } = sandboxSettings({ folder: 'f', cacheFolder: 'c' }, false);
    expect(options.download).toBe(false);
    expect(options).not.toHaveProperty('node');
    expect(options).not.toHaveProperty('packageFolder');
    expect(options).not.toHaveProperty('cdnUrl');
  });

  it('have defaults that they themselves allow', () => {
    for (const [key, setting] of Object.entries(settings)) {
      const value = setting.default;
      if (setting.enum) expect(setting.enum, key).toContain(value);
      if (typeof value !== 'number') continue;
      expect(value, key).toBeGreaterThanOrEqual(setting.minimum ?? NaN);
      expect(value, key).toBeLessThanOrEqual(setting.maximum ?? NaN);
    }
  });

  it('explain each of their choices', () => {
    for (const [key, setting] of Object.entries(settings))
      if (setting.enum)
        expect(setting.markdownEnumDescriptions, key).toHaveLength(setting.enum.length);
  });

  it('that name a program, a folder or an address cannot come from a workspace', () => {
    const { node, packageFolder, download, pyodideUrl, modelsFolder, hubEndpoint } = SETTING;
    for (const key of [node, packageFolder, download, pyodideUrl, modelsFolder, hubEndpoint])
      expect(settings[key]?.scope, key).toBe('machine');
  });

  it('that a restricted workspace may not set exist', () => {
    for (const key of capabilities.untrustedWorkspaces.restrictedConfigurations)
      expect(Object.keys(settings)).toContain(key);
  });
});

describe('commands', () => {
  it('are contributed once', () => {
    expect(new Set(commands).size).toBe(commands.length);
  });

  it('that menus and keys run are contributed', () => {
    const used = [...menuItems, ...contributes.keybindings].map(({ command }) => command);
    expect(used.filter((command) => !commands.includes(command))).toEqual([]);
  });

  it('that texts link to, and that end a step of the walkthrough, are contributed', () => {
    const linked = [...Object.values(texts()), ...strings(contributes)].flatMap((text) =>
      [...text.matchAll(/(?:\]\(command:|^onCommand:)([\w.]+)/g)].map(([, command]) => command),
    );
    expect(linked).toContain('figscope.ask');
    expect(linked.filter((one) => !commands.includes(one ?? ''))).toEqual([]);
  });
});

describe('views', () => {
  it('hold the panel as a webview in our container', () => {
    const [container] = contributes.viewsContainers.activitybar;
    const ours = contributes.views[container?.id ?? ''] ?? [];
    expect(ours.find(({ id }) => id === VIEW_ID)?.type).toBe('webview');
  });

  it('that menus, welcome texts and steps name exist', () => {
    const named = [
      ...strings(contributes).flatMap((text) =>
        [...text.matchAll(/(?:\bview == |^onView:)([\w.]+)/g)].map(([, view]) => view),
      ),
      ...contributes.viewsWelcome.map(({ view }) => view),
    ];
    const ids = views.map(({ id }) => id);
    expect(named).toContain(VIEW_ID);
    expect(named.filter((one) => !ids.includes(one ?? ''))).toEqual([]);
  });
});

describe('menus of figures', () => {
  const patterns = menuItems.flatMap(({ when }) => {
    const [, source, flags] = /resourceExtname =~ \/(.+)\/(\w*)/.exec(when ?? '') ?? [];
    return source === undefined ? [] : [new RegExp(source, flags)];
  });

  it('are there for every format that is read, however its ending is written', () => {
    expect(patterns.length).toBeGreaterThan(0);
    for (const pattern of patterns)
      for (const ending of FIGURE_EXTENSIONS) {
        expect(`.${ending}`).toMatch(pattern);
        expect(`.${ending.toUpperCase()}`).toMatch(pattern);
      }
  });

  it('are not there for files that are not read', () => {
    for (const pattern of patterns)
      for (const name of ['.svg', '.pdf', '.ipynb', '.png.txt', '', 'png'])
        expect(name).not.toMatch(pattern);
  });
});

describe('activation', () => {
  const { activationEvents } = manifest;

  it('waits for a use', () => {
    for (const event of activationEvents)
      expect(event).toMatch(/^on(WebviewPanel|Notebook|Language):[\w.-]+$/);
  });

  it('comes with a tab that is brought back, which the editor does not derive itself', () => {
    expect(activationEvents).toContain(`onWebviewPanel:${TAB_TYPE}`);
  });

  it('comes with the documents whose figures have lenses', () => {
    const opened = activationEvents.flatMap(
      (event) => /^onLanguage:(.+)/.exec(event)?.slice(1) ?? [],
    );
    expect(opened.toSorted()).toEqual([...LANGUAGES].toSorted());
  });
});
