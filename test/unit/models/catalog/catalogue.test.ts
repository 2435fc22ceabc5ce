import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { knownFiles } from '../../../../src/models/catalog/catalogue.ts';
import {
  catalogue,
  findEntry,
  knownForms,
  usualBytes,
} from '../../../../src/models/catalog/index.ts';
import { missingFiles } from '../../../../src/models/catalog/chooseFiles.ts';
import { catalogSchema } from '../../../../src/models/catalog/entry.ts';
import { entryMemory } from '../../../../src/models/catalog/estimates.ts';
import { PARTS } from '../../../../src/inference/protocol.ts';
import { PROFILES } from '../../../../src/reasoning/profiles/index.ts';

const file = new URL('../../../../src/models/catalog/catalog.json', import.meta.url);

describe('the catalogue', () => {
  it('is of its schema, and refuses paths that lead out of a folder', async () => {
    const json = JSON.parse(await readFile(file, 'utf8')) as { models: { common: object[] }[] };
    expect(catalogSchema.safeParse(json).success).toBe(true);
    json.models[0]?.common.push({ path: '../evil', bytes: 1 });
    expect(catalogSchema.safeParse(json).success).toBe(false);
  });

  it('has the models that were promised, each under one name', () => {
    const names = catalogue().map(({ name }) => name);
    expect(names).toEqual([
      'qwen3.5-2b',
      'qwen3.5-4b',
      'qwen3.5-0.8b',
      'qwen3-vl-2b',
      'qwen2.5-vl-3b',
    ]);
    expect(new Set(catalogue().map(({ repository }) => repository.toLowerCase())).size).toBe(
      names.length,
    );
  });

  it.each(catalogue().map((entry) => [entry.name, entry] as const))(
    '%s: facts only of a fixed commit, all of them or none',
    (_, entry) => {
      expect(entry.weights === undefined).toBe(entry.common === undefined);
      expect(entry.weights !== undefined).toBe(entry.revision !== undefined);
      if (entry.profile !== undefined) expect(PROFILES.has(entry.profile)).toBe(true);
      if (!entry.weights || !entry.common) return;
      for (const form of Object.keys(entry.weights.decoder_model_merged)) {
        const known = knownFiles(entry, { all: form as never, parts: {} });
        expect(known, form).toBeDefined();
        const paths = known?.files.map(({ path }) => path) ?? [];
        expect(missingFiles(paths)).toEqual([]);
        expect(new Set(paths).size).toBe(paths.length);
        for (const one of known?.files ?? [])
          expect(one.sha256, one.path).toMatch(/^[0-9a-f]{64}$/u);
        for (const part of PARTS)
          expect(
            paths.some((path) => path.startsWith(`onnx/${part}`)),
            part,
          ).toBe(true);
      }
      expect(knownForms(entry)[0]).toBe(entry.dtype);
      // Weights in memory are never less than on disk.
      expect(entryMemory(entry)).toBeGreaterThan(usualBytes(entry) ?? 0);
    },
  );

  it('says the published sizes of downloads', () => {
    // Sum of the files' sizes as the hub lists them, tokenizer and configuration included.
    expect(usualBytes(findEntry('qwen3.5-2b') as never)).toBe(1_771_279_739);
    const qwen3 = knownFiles(findEntry('qwen3-vl-2b') as never, { parts: {} });
    const weights = qwen3?.files.filter(({ path }) => path.startsWith('onnx/')) ?? [];
    expect(weights.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(1_520_859_938);
  });

  it('finds entries by name and by repository', () => {
    expect(findEntry('QWEN3.5-2B')?.name).toBe('qwen3.5-2b');
    expect(findEntry('onnx-community/qwen3.5-2b-onnx-opt')?.name).toBe('qwen3.5-2b');
    expect(findEntry('qwen3.5')).toBeUndefined();
  });

  it('warns where an export lacks DeepStack', () => {
    expect(findEntry('qwen3-vl-2b')?.warnings.join()).toMatch(/DeepStack/u);
  });
});
