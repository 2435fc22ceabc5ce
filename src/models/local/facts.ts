import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { familyProfile, s1vl, tools } from '../../reasoning/profiles/index.ts';
import type { Profile } from '../../reasoning/profiles/profile.ts';
import type { LocalEntry } from './entry.ts';

/** What of a model's folder has to be known before it is loaded. */
export interface FolderFacts {
  /** Has it a vision encoder? */
  readonly images: boolean;
  /** Does its chat template know tools? */
  readonly tools: boolean;
}

/** Where chat templates are kept. */
const TEMPLATES = ['chat_template.jinja', 'chat_template.json', 'tokenizer_config.json'];
/** Of a file, at most: tokenizer_config.json can be long. */
const READ_BYTES = 4 * 1024 * 1024;
const TOOLS = /\btools\b[\s\S]*tool_call|tool_call[\s\S]*\btools\b/u;

/** Looks into a folder. What cannot be read is told when the model is loaded. */
export async function folderFacts(folder: string): Promise<FolderFacts> {
  const names = [...(await namesIn(folder)), ...(await namesIn(join(folder, 'onnx')))];
  const texts = await Promise.all(TEMPLATES.map((name) => textOf(join(folder, name))));
  return {
    // A folder without any ONNX file says nothing: its error comes with loading.
    images: names.some((name) => name.startsWith('vision_encoder')) || !names.some(isOnnx),
    tools: texts.some((text) => TOOLS.test(text)),
  };
}

/**
 * The profile of a model: the one that its entry names; else that of the family that its name names; else function calling where the chat
 * template knows tools, since such models were trained for it and calls are read here; else plain tags.
 * @param profiles that the entry may name
 */
export function localProfile(
  { name, profile, folder }: Pick<LocalEntry, 'name' | 'profile' | 'folder'>,
  facts: FolderFacts,
  profiles: ReadonlyMap<string, Profile>,
): Profile {
  const named = profile === undefined ? undefined : profiles.get(profile);
  if (named) return named;
  const folderName = folder.split(/[/\\]/u).findLast((part) => part !== '') ?? '';
  return familyProfile(name) ?? familyProfile(folderName) ?? (facts.tools ? tools : s1vl);
}

function isOnnx(name: string): boolean {
  return name.endsWith('.onnx');
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch {
    // No such folder.
    return [];
  }
}

async function textOf(path: string): Promise<string> {
  try {
    const found = await stat(path);
    // Opening anything else, such as a pipe, may wait for ever.
    if (!found.isFile()) return '';
    const file = await open(path);
    try {
      const buffer = Buffer.alloc(Math.min(found.size, READ_BYTES));
      const { bytesRead } = await file.read({ buffer });
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    // No such file.
    return '';
  }
}
