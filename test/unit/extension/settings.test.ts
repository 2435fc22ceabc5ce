import { beforeEach, expect, it } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { SETTING } from '../../../src/extension/settingKeys.ts';
import {
  chosenModel,
  defaultMode,
  figureLimits,
  runLimits,
  sandboxSettings,
} from '../../../src/extension/settings.ts';
import { DEFAULT_FIGURE_LIMITS } from '../../../src/figures/limits.ts';
import { DEFAULT_LIMITS } from '../../../src/reasoning/limits.ts';
import { fake } from '../../fixtures/vscode.ts';

const place = { folder: '/ext/sandbox', cacheFolder: '/storage/packages' };
beforeEach(() => fake.reset());

/** Sets every setting to the default that the manifest contributes. */
function setDefaults(): void {
  for (const [key, { default: value }] of Object.entries(
    manifest.contributes.configuration.properties as Record<string, { default: unknown }>,
  ))
    fake.settings.set(key, value);
}

it('the defaults of the manifest are those of the core', () => {
  setDefaults();
  expect(runLimits()).toEqual(DEFAULT_LIMITS);
  const { fileBytes, pixels } = DEFAULT_FIGURE_LIMITS;
  expect(figureLimits()).toEqual({ fileBytes, pixels });
  expect(chosenModel()).toBe('analyst');
  expect(defaultMode()).toBe('auto');
  expect(sandboxSettings(place, false)).toEqual({
    keepMinutes: 5,
    options: {
      ...place,
      allowReduced: false,
      memoryBytes: DEFAULT_LIMITS.cell.memoryBytes,
      download: false,
    },
  });
});

it('every setting reaches what it is about', () => {
  const changed: [string, number][] = [
    [SETTING.turns, 3],
    [SETTING.images, 2],
    [SETTING.stdoutChars, 500],
    [SETTING.maxImagePixels, 70_000],
    [SETTING.cellSeconds, 7],
    [SETTING.cellImages, 4],
    [SETTING.outputKiB, 16],
    [SETTING.memoryMiB, 600],
  ];
  for (const [key, value] of changed) fake.settings.set(key, value);
  expect(runLimits()).toEqual({
    turns: 3,
    images: 2,
    stdoutChars: 500,
    maxImagePixels: 70_000,
    minCropPixels: 65_536,
    cell: {
      timeMs: 7000,
      images: 4,
      outputBytes: 16 * 1024,
      memoryBytes: 600 * 1024 * 1024,
      imagePixels: 70_000,
    },
  });
  fake.settings.set(SETTING.node, '/opt/node');
  fake.settings.set(SETTING.packageFolder, '/wheels');
  fake.settings.set(SETTING.download, true);
  fake.settings.set(SETTING.pyodideUrl, 'https://mirror.example');
  expect(sandboxSettings(place, true).options).toMatchObject({
    node: '/opt/node',
    packageFolder: '/wheels',
    download: true,
    cdnUrl: 'https://mirror.example',
    allowReduced: true,
  });
});

it('a value of the wrong type counts as not set', () => {
  for (const key of Object.values(SETTING)) fake.settings.set(key, { wrong: true });
  expect(runLimits()).toEqual(DEFAULT_LIMITS);
  expect(defaultMode()).toBe('auto');
  expect(sandboxSettings(place, false).options).not.toHaveProperty('node');
  fake.settings.set(SETTING.turns, -5);
  expect(runLimits().turns).toBe(1);
});

it('what chooses programs, packages and their source cannot be set by a workspace', () => {
  const properties = manifest.contributes.configuration.properties as Record<
    string,
    { scope: string }
  >;
  for (const key of [SETTING.node, SETTING.packageFolder, SETTING.download, SETTING.pyodideUrl])
    expect([key, properties[key]?.scope]).toEqual([key, 'machine']);
});
