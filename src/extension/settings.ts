import { ConfigurationTarget, workspace } from 'vscode';
import type { FigureLimits } from '../figures/limits.ts';
import type { Mode } from '../reasoning/events.ts';
import { DEFAULT_LIMITS, type RunLimits } from '../reasoning/limits.ts';
import type { SandboxSettings } from './sandbox/sandboxes.ts';
import { SETTING } from './settingKeys.ts';

const MiB = 1024 * 1024;

function read<T extends string | number | boolean>(key: string, otherwise: T): T {
  const value = workspace.getConfiguration().get<unknown>(key);
  // Settings are JSON that people write: a value of another type counts as not set.
  return typeof value === typeof otherwise ? (value as T) : otherwise;
}

/** Id of the model that the user has chosen. */
export function chosenModel(): string {
  return read<string>(SETTING.model, 'analyst');
}

/** Id of the profile that the user has set; `auto` for the model's own. */
export function chosenProfileId(): string {
  return read<string>(SETTING.profile, 'auto');
}

/** Models on servers as the user has written them: JSON, not checked yet. */
export function modelEntries(): unknown {
  return workspace.getConfiguration().get<unknown>(SETTING.models) ?? [];
}

/** Keeps the models on servers in the user's settings. */
export async function rememberModelEntries(entries: readonly unknown[]): Promise<void> {
  await workspace.getConfiguration().update(SETTING.models, entries, ConfigurationTarget.Global);
}

/** Paths of the user's profiles, as they are written. */
export function profileFiles(): readonly string[] {
  const value = workspace.getConfiguration().get<unknown>(SETTING.profileFiles);
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

/** Keeps the choice in the user's settings, or where the workspace has one of its own, which would undo it. */
export async function rememberModel(id: string): Promise<void> {
  const settings = workspace.getConfiguration();
  const { Global, Workspace } = ConfigurationTarget;
  const own = settings.inspect(SETTING.model)?.workspaceValue !== undefined;
  await settings.update(SETTING.model, id, own ? Workspace : Global);
}

/** The mode that a new question starts with. */
export function defaultMode(): Mode {
  const mode = read<string>(SETTING.mode, 'auto');
  return mode === 'reasoning' || mode === 'images' ? mode : 'auto';
}

/** All limits of a run. */
export function runLimits(): RunLimits {
  const { cell, ...run } = DEFAULT_LIMITS;
  const at = (key: string, otherwise: number) => Math.max(1, read(key, otherwise));
  const maxImagePixels = at(SETTING.maxImagePixels, run.maxImagePixels);
  return {
    turns: at(SETTING.turns, run.turns),
    images: at(SETTING.images, run.images),
    stdoutChars: at(SETTING.stdoutChars, run.stdoutChars),
    maxImagePixels,
    minCropPixels: Math.min(maxImagePixels, at(SETTING.minCropPixels, run.minCropPixels)),
    cell: {
      timeMs: at(SETTING.cellSeconds, cell.timeMs / 1000) * 1000,
      memoryBytes: at(SETTING.memoryMiB, cell.memoryBytes / MiB) * MiB,
      outputBytes: at(SETTING.outputKiB, cell.outputBytes / 1024) * 1024,
      images: at(SETTING.cellImages, cell.images),
      imagePixels: maxImagePixels,
    },
  };
}

/** How large a figure may be. */
export function figureLimits(): Partial<FigureLimits> {
  return {
    fileBytes: read(SETTING.figureMiB, 512) * MiB,
    pixels: read(SETTING.figureMegapixels, 100) * 1e6,
  };
}

/** How sandboxes are made. */
export function sandboxSettings(
  place: { readonly folder: string; readonly cacheFolder: string },
  allowReduced: boolean,
): SandboxSettings {
  const node = read<string>(SETTING.node, '');
  const packageFolder = read<string>(SETTING.packageFolder, '');
  const cdnUrl = read<string>(SETTING.pyodideUrl, '');
  return {
    keepMinutes: Math.max(0, read(SETTING.keepMinutes, 5)),
    options: {
      ...place,
      allowReduced,
      memoryBytes: runLimits().cell.memoryBytes,
      download: read<boolean>(SETTING.download, false),
      ...(node && { node }),
      ...(packageFolder && { packageFolder }),
      ...(cdnUrl && { cdnUrl }),
    },
  };
}
