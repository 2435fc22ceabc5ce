import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { l10n } from 'vscode';
import type { Services } from '../../services.ts';
import { localSources, rememberLocalEntry } from '../../localSettings.ts';
import { LOCAL } from '../ids.ts';
import { installedLines } from './installed.ts';
import { localName, pickFolder } from './importFolder.ts';

/** Takes a model where it lies: an entry of the user's settings, and the choice for the next question. @param wanted path, when it is known */
export async function useFolder({ models }: Services, wanted?: unknown): Promise<void> {
  const folder =
    typeof wanted === 'string' ? wanted : (await pickFolder(l10n.t('Use This Folder')))?.fsPath;
  if (folder === undefined) return;
  await mustBeModel(folder);
  const name = await freeLocalName(folder);
  if (!(await rememberLocalEntry({ name, folder })))
    throw new Error(
      l10n.t('The setting figscope.localModels is not a list. Correct it in the settings first.'),
    );
  await models.choose(`${LOCAL}${name}`);
}

/** @throws Error when the folder has not the files that every model has */
async function mustBeModel(folder: string): Promise<void> {
  const names = [...(await namesIn(folder)), ...(await namesIn(join(folder, 'onnx')))];
  const config = await stat(join(folder, 'config.json')).catch(() => undefined);
  if (config?.isFile() && names.some((name) => name.endsWith('.onnx'))) return;
  throw new Error(
    l10n.t(
      '{0} is no model that can run here: config.json, tokenizer.json and ONNX files (there or in onnx/) are needed.',
      folder,
    ),
  );
}

async function freeLocalName(folder: string): Promise<string> {
  const written = localSources()
    .flatMap(({ value }) => (Array.isArray(value) ? (value as readonly unknown[]) : []))
    .map((one) => (Object(one) as { readonly name?: unknown }).name);
  const taken = new Set([...written, ...(await installedLines()).map(({ name }) => name)]);
  const base = localName(folder);
  let name = base;
  for (let number = 2; taken.has(name); number += 1) name = `${base}-${number}`;
  return name;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch {
    // No such folder.
    return [];
  }
}
