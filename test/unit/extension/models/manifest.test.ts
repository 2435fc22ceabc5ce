import { beforeEach, expect, it } from 'vitest';
import { DEVICES } from '../../../../src/models/local/index.ts';
import { editorSchemas } from '../../../../src/models/servers/schemas.ts';
import { PROFILES } from '../../../../src/reasoning/profiles/index.ts';
import { modelEntries, profileFiles } from '../../../../src/extension/settings.ts';
import { SETTING } from '../../../../src/extension/settingKeys.ts';
import { fake } from '../../../fixtures/vscode.ts';
import { manifest } from '../manifest.ts';

type Schema = Readonly<Record<string, unknown>>;
const settings = manifest.contributes.configuration.properties as unknown as Readonly<
  Record<string, Schema>
>;

beforeEach(() => fake.reset());

/** What a schema demands, without its words, and without what an editor's settings cannot follow. */
function rules(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rules);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(
    ([key, part]) =>
      !['description', 'defaultSnippets', 'propertyNames'].includes(key) &&
      !(key === 'additionalProperties' && typeof part === 'object' && '$ref' in Object(part)),
  );
  return Object.fromEntries(kept.map(([key, part]) => [key, rules(part)]));
}

/** Fields of an entry that nothing is said about. */
function wordless({ properties }: Schema): string[] {
  return Object.entries(properties as Record<string, Schema>).flatMap(([name, field]) =>
    field['description'] === undefined ? [name] : [],
  );
}

it('the setting of models takes what an entry is, and nothing else', () => {
  const { properties } = editorSchemas()['models.schema.json'] as {
    readonly properties: { readonly models: { readonly items: Schema } };
  };
  const items = settings[SETTING.models]?.['items'] as Schema;
  expect(rules(items)).toEqual(rules(properties.models.items));
  expect(wordless(items)).toEqual([]);
});

it('the setting of local models takes what an entry is, and nothing else', () => {
  const { properties } = editorSchemas()['models.schema.json'] as {
    readonly properties: { readonly local: { readonly items: Schema } };
  };
  const items = settings[SETTING.localModels]?.['items'] as Schema;
  expect(rules(items)).toEqual(rules(properties.local.items));
  expect(wordless(items)).toEqual([]);
});

it('what a workspace may say of local models counts only where it is trusted', () => {
  const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
  for (const key of Object.values(SETTING).filter((one) => /\.local/u.test(one)))
    if (settings[key]?.['scope'] !== 'machine') expect(restrictedConfigurations).toContain(key);
});

it('a local model runs on what the inference process knows', () => {
  expect(settings[SETTING.localDevice]?.['enum']).toEqual(['auto', ...DEVICES]);
});

it('profiles that come with Figscope are suggested, others are taken', () => {
  expect(settings[SETTING.profile]?.['examples']).toEqual(['auto', ...PROFILES.keys()]);
  expect(settings[SETTING.profile]).not.toHaveProperty('enum');
});

it('where models are and what files are read cannot come from a workspace', () => {
  for (const key of [SETTING.models, SETTING.profileFiles])
    expect(settings[key]?.['scope'], key).toBe('machine');
});

it('nothing is configured at first', () => {
  for (const key of [SETTING.models, SETTING.profileFiles])
    fake.settings.set(key, settings[key]?.['default']);
  expect(modelEntries()).toEqual([]);
  expect(profileFiles()).toEqual([]);
  fake.settings.set(SETTING.profileFiles, ['/a.json', 7]);
  expect(profileFiles()).toEqual(['/a.json']);
});
