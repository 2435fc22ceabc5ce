import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { ChatTemplate, Tokenizer } from '../../../../src/inference/text/index.ts';

const base = await mkdtemp(join(tmpdir(), 'figscope-text-'));
afterAll(() => rm(base, { recursive: true }));

const DATA = fileURLToPath(new URL('golden/', import.meta.url));

/** A golden file as JSON. */
export async function dataJson(name: string): Promise<unknown> {
  return JSON.parse(await readFile(join(DATA, name), 'utf8'));
}

export function dataText(name: string): Promise<string> {
  return readFile(join(DATA, name), 'utf8');
}

export function readTokenizer(name: 'qwen3' | 'qwen35' = 'qwen3'): Promise<Tokenizer> {
  return Tokenizer.read(join(DATA, name));
}

/** A new folder with the small tokenizer and these files; removed when the tests of a file are done. */
export async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(base, 'model-'));
  await cp(join(DATA, 'qwen3'), folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

/** A chat template with the small tokenizer. */
export async function readTemplate(
  source: string,
): Promise<{ template: ChatTemplate; tokenizer: Tokenizer; imageToken: number | undefined }> {
  const folder = await folderWith({ 'chat_template.jinja': source });
  const tokenizer = await Tokenizer.read(folder);
  const template = await ChatTemplate.read(folder, tokenizer);
  return { template, tokenizer, imageToken: tokenizer.idOf('<|image_pad|>') };
}

/** Text of tokens, special ones included. */
export function decoded(tokenizer: Tokenizer, ids: readonly number[]): string {
  return Buffer.concat(ids.map((id) => tokenizer.bytesOf(id))).toString('utf8');
}
