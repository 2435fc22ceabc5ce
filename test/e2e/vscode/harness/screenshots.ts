import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../../.cache/e2e/screenshots/', import.meta.url));

/** Where a screenshot of this name goes. */
export function screenshotPath(name: string): string {
  mkdirSync(folder, { recursive: true });
  return join(folder, `${name.replace(/[^\w-]+/g, '-')}.png`);
}
