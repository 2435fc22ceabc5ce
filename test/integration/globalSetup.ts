import { ensureBuilt } from '../../scripts/ensure.mjs';

/** Integration tests run what users run: the built files in dist/. */
export default async function setup(): Promise<void> {
  await ensureBuilt({ quiet: true });
}
