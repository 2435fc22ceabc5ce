import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import * as z from 'zod';

/** Choices that hold for this machine and user. */
const schema = z.object({ allowReducedSandbox: z.boolean() });

/** The folder of this user's Figscope files. */
export function configFolder(): string {
  const { XDG_CONFIG_HOME, APPDATA } = process.env;
  const base =
    process.platform === 'win32' && APPDATA
      ? APPDATA
      : process.platform === 'darwin'
        ? join(homedir(), 'Library', 'Preferences')
        : (XDG_CONFIG_HOME ?? join(homedir(), '.config'));
  return join(base, 'figscope');
}

const file = () => join(configFolder(), 'machine.json');

/** Did the user allow the reduced sandbox on this machine? An unreadable file counts as no: fail closed. */
export async function reducedSandboxAllowed(): Promise<boolean> {
  try {
    return schema.parse(JSON.parse(await readFile(file(), 'utf8'))).allowReducedSandbox;
  } catch {
    return false;
  }
}

/** Remembers or forgets that choice; gives the path of the file that holds it. */
export async function rememberReducedSandbox(allowed: boolean): Promise<string> {
  const path = file();
  if (!allowed) {
    await rm(path, { force: true });
    return path;
  }
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify({ allowReducedSandbox: true })}\n`, { mode: 0o600 });
  return path;
}
