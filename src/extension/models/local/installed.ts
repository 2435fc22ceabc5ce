import { installedModels } from '../../../models/catalog/index.ts';
import type { InstalledLine } from '../listedLocal.ts';
import { modelsRoot } from './configuredLocal.ts';

/** What is installed now, as it is listed. */
export async function installedLines(): Promise<readonly InstalledLine[]> {
  const { models } = await installedModels(modelsRoot());
  return models.map(({ name, label, bytes, memoryBytes, licence }) => ({
    name,
    label,
    bytes,
    memoryBytes,
    ...(licence !== undefined && { licence }),
  }));
}
