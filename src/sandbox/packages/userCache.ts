import { homedir } from 'node:os';
import { join } from 'node:path';

/** Folder of downloaded wheels, by the custom of the operating system. */
export function userCacheFolder(): string {
  const home = homedir();
  switch (process.platform) {
    case 'win32':
      return join(
        process.env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'),
        'figscope',
        'wheels',
      );
    case 'darwin':
      return join(home, 'Library', 'Caches', 'figscope', 'wheels');
    default:
      return join(process.env['XDG_CACHE_HOME'] ?? join(home, '.cache'), 'figscope', 'wheels');
  }
}
