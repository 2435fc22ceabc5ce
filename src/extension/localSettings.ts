import { homedir } from 'node:os';
import { dirname } from 'node:path';
import { ConfigurationTarget, workspace } from 'vscode';
import { SETTING } from './settingKeys.ts';

/** A list of local models as somebody has written it: JSON, not checked yet. */
export interface LocalSource {
  readonly value: unknown;
  /** The user's own; a workspace's may only name folders inside of it. */
  readonly trusted: boolean;
  /** Where relative paths start. */
  readonly folder: string;
  /** What messages call the list. */
  readonly place: string;
}

/** What stands in the user's settings, then what stands in the workspace's, which is nothing while it is not trusted. */
export function localSources(): readonly LocalSource[] {
  const found = workspace.getConfiguration().inspect<unknown>(SETTING.localModels);
  const own = found?.globalValue;
  const theirs = workspace.isTrusted ? found?.workspaceValue : undefined;
  const folder = workspaceFolder();
  return [
    ...(own === undefined
      ? []
      : [{ value: own, trusted: true, folder: homedir(), place: SETTING.localModels }]),
    ...(theirs === undefined || folder === undefined
      ? []
      : [
          {
            value: theirs,
            trusted: false,
            folder,
            place: `${SETTING.localModels} (.vscode/settings.json)`,
          },
        ]),
  ];
}

/** The folder that a workspace's settings lie in, when it is on this machine. */
function workspaceFolder(): string | undefined {
  const { workspaceFile, workspaceFolders } = workspace;
  if (workspaceFile?.scheme === 'file') return dirname(workspaceFile.fsPath);
  const uri = workspaceFolders?.[0]?.uri;
  return uri?.scheme === 'file' ? uri.fsPath : undefined;
}

/** Adds an entry to the user's own list. @returns false when the setting is no list: it would be lost */
export async function rememberLocalEntry(entry: object): Promise<boolean> {
  const settings = workspace.getConfiguration();
  const own = settings.inspect<unknown>(SETTING.localModels)?.globalValue ?? [];
  if (!Array.isArray(own)) return false;
  await settings.update(SETTING.localModels, [...own, entry], ConfigurationTarget.Global);
  return true;
}

/** How local models run where their entry does not say. */
export function localDefaults(): {
  readonly device: string;
  readonly contextTokens?: number;
  readonly threads?: number;
} {
  const device = text(SETTING.localDevice);
  const contextTokens = count(SETTING.localContext);
  const threads = count(SETTING.localThreads);
  return {
    device: device === '' ? 'auto' : device,
    ...(contextTokens > 0 && { contextTokens }),
    ...(threads > 0 && { threads }),
  };
}

/** Minutes without use after which the model's memory is freed; 0: never. */
export function localKeepMinutes(): number {
  const value = workspace.getConfiguration().get<unknown>(SETTING.localKeepMinutes);
  return typeof value === 'number' ? Math.max(0, value) : 15;
}

/** The folder of installed models that the user has set; empty for the usual one. */
export function modelsFolderSetting(): string {
  return fromHome(text(SETTING.modelsFolder));
}

/** A path that the user has written, with `~` for their home folder. */
export function fromHome(path: string): string {
  return /^~(?=$|[/\\])/u.test(path) ? `${homedir()}${path.slice(1)}` : path;
}

/** The hub or mirror that the user has set; empty for the usual one. */
export function hubEndpointSetting(): string {
  return text(SETTING.hubEndpoint);
}

/** The environment for downloads: VS Code's own proxy settings count as those of the environment, and more. */
export function downloadEnvironment(): NodeJS.ProcessEnv {
  const http = workspace.getConfiguration().get<unknown>('http.proxySupport');
  const proxy = text('http.proxy');
  if (proxy === '' || http === 'off') return process.env;
  const except = workspace.getConfiguration().get<unknown>('http.noProxy');
  const hosts = Array.isArray(except)
    ? except.filter((one): one is string => typeof one === 'string')
    : [];
  const { no_proxy = process.env['NO_PROXY'] ?? '' } = process.env;
  return {
    ...process.env,
    https_proxy: proxy,
    http_proxy: proxy,
    no_proxy: [no_proxy, ...hosts].filter((one) => one !== '').join(','),
  };
}

function text(key: string): string {
  const value = workspace.getConfiguration().get<unknown>(key);
  return typeof value === 'string' ? value.trim() : '';
}

function count(key: string): number {
  const value = workspace.getConfiguration().get<unknown>(key);
  return typeof value === 'number' ? Math.floor(value) : 0;
}
