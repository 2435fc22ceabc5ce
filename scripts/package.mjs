// `npm run package [-- <platform>…]`: a VSIX per platform in vsix/, with a table of sizes.
import { ensureBuilt, ensureInstalled, ensureNode } from './ensure.mjs';

ensureNode();
await ensureInstalled();
await ensureBuilt();

const { chooseTargets } = await import('./package/targets.mjs');
const { makeVsix } = await import('./package/vsix.mjs');
const { printSizes } = await import('./package/sizes.mjs');

try {
  const targets = chooseTargets(process.argv.slice(2));
  const made = [];
  for (const target of targets) made.push(await makeVsix(target));
  await printSizes(made);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
