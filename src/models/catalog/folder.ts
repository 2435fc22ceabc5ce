import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/**
 * The folder with the installed models, shared by command line and VS Code: `override` (a setting or option), FIGSCOPE_MODELS, else in
 * the user's data folder.
 */
export function modelsFolder(env: NodeJS.ProcessEnv = process.env, override?: string): string {
  const chosen = override?.trim() || env['FIGSCOPE_MODELS']?.trim();
  if (chosen) return resolve(chosen);
  return join(dataFolder(env), 'figscope', 'models');
}

function dataFolder(env: NodeJS.ProcessEnv): string {
  if (process.platform === 'win32')
    return env['LOCALAPPDATA'] || join(homedir(), 'AppData', 'Local');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  const { XDG_DATA_HOME: data } = env;
  // By the XDG rules a relative path is to be ignored.
  return data && isAbsolute(data) ? data : join(homedir(), '.local', 'share');
}
