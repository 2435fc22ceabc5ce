import { cp, mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const samples = fileURLToPath(new URL('../../../../media/samples/', import.meta.url));

export const SAMPLES = ['nuclei.png', 'particles.png', 'bars.png'] as const;

/** A fresh workspace folder with the sample figures, inside of a server's own folder. */
export async function makeWorkspace(
  parent: string,
  figures: readonly string[] = SAMPLES,
): Promise<string> {
  const folder = await mkdtemp(join(parent, 'workspace-'));
  await mkdir(folder, { recursive: true });
  for (const name of figures) await cp(join(samples, name), join(folder, name));
  return folder;
}
