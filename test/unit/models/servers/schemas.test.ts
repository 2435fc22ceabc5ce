import { readFile, readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { editorSchemas } from '../../../../src/models/servers/schemas.ts';

const folder = new URL('../../../../media/schemas/', import.meta.url);
const manifest = new URL('../../../../package.json', import.meta.url);
const json = async (url: URL) => JSON.parse(await readFile(url, 'utf8')) as unknown;

describe('the schemas for editors', () => {
  it.each(Object.entries(editorSchemas()))(
    'media/schemas/%s is what the code says (npm run schemas)',
    async (name, schema) => {
      expect(await json(new URL(name, folder))).toEqual(JSON.parse(JSON.stringify(schema)));
    },
  );

  it('has no file that the code does not write', async () => {
    expect((await readdir(folder)).sort()).toEqual(Object.keys(editorSchemas()).sort());
  });

  it('stand in the manifest, for the names that the program reads', async () => {
    const { contributes } = (await json(manifest)) as {
      contributes: { jsonValidation: { fileMatch: string; url: string }[] };
    };
    expect(contributes.jsonValidation).toEqual([
      { fileMatch: 'figscope.models.json', url: './media/schemas/models.schema.json' },
      { fileMatch: '*.figscope-profile.json', url: './media/schemas/profile.schema.json' },
    ]);
  });

  it('name every field with words for a reader', () => {
    const schema = editorSchemas()['models.schema.json'] as {
      properties: { models: { items: { properties: Record<string, { description?: string }> } } };
    };
    const fields = Object.entries(schema.properties.models.items.properties);
    expect(fields.length).toBeGreaterThan(10);
    for (const [name, { description }] of fields) expect(description, name).toBeTruthy();
  });
});
