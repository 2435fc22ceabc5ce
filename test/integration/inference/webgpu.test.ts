import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chatMessages, fixtureFolder, readReference } from '../../fixtures/inference/reference.ts';
import { greedy, openEngine, replyOf } from './engines.ts';

/**
 * The device's path on a machine without a GPU: SwiftShader, the software Vulkan that comes with Chromium. The driver is looked for where
 * Debian's chromium has it, and the loader (libvulkan1) where Linux has its libraries.
 */
const DRIVER = '/usr/lib/chromium/vk_swiftshader_icd.json';
const LIBRARIES = ['/usr/lib/x86_64-linux-gnu', '/usr/lib64', '/usr/lib'];
const there =
  process.platform === 'linux' &&
  existsSync(DRIVER) &&
  [...LIBRARIES, ...(process.env['LD_LIBRARY_PATH'] ?? '').split(delimiter)].some((folder) =>
    existsSync(join(folder, 'libvulkan.so.1')),
  );
if (there) process.env['VK_ICD_FILENAMES'] ??= DRIVER;

describe.skipIf(!there)('WebGPU (software Vulkan)', () => {
  it.each([
    ['qwen3vl-gqa', 'one buffer per layer stays on the device'],
    ['qwen3vl-concat', 'tensors stay on the device and are cut there'],
  ] as const)('%s: %s, replies as on the CPU', async (name) => {
    const [engine, beside] = await Promise.all([
      openEngine(fixtureFolder(name), { device: 'webgpu' }),
      openEngine(fixtureFolder(name)),
    ]);
    expect(engine.info).toMatchObject({ device: 'webgpu', cache: 'device' });
    const { cases } = await readReference(name);
    const turns = cases.filter((one) => one.name.startsWith('turn ') || one.name === 'images');
    // Forth, back and forth again: the cache is appended to, cut and appended to.
    for (const one of [...turns, ...turns.slice(0, 2)]) {
      const params = greedy(await chatMessages(one.messages));
      const { text, end } = await replyOf(engine, params);
      expect(text, one.name).toBe((await replyOf(beside, params)).text);
      if (one.name === 'turn 3') expect(end.cachedTokens).toBeGreaterThan(end.promptTokens / 2);
    }
    await engine.release();
    await beside.release();
  });
});
