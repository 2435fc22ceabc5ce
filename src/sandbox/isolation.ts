import { SandboxError } from './errors.ts';
import type { WireLayer } from './protocol.ts';

/**
 * Fails closed: throws `SandboxError` ('NotIsolated') when a required layer is not in force, unless the user has allowed that. Gives a
 * sentence for every layer that is missing.
 */
export function judgeLayers(layers: readonly WireLayer[], allowReduced: boolean): string[] {
  const missing = layers.filter((layer) => layer.required && !layer.inForce);
  if (missing.length > 0 && !allowReduced) {
    const names = missing.map((layer) => `${layer.name} (${layer.detail})`).join('; ');
    throw new SandboxError(
      'NotIsolated',
      `Code was not run, because the sandbox cannot be closed on this machine: ${names}. ` +
        'Name another Node (20 or newer) in the settings, or allow the reduced sandbox for this machine.',
      layers,
    );
  }
  return missing.map(
    (layer) => `The sandbox runs without its layer "${layer.name}": ${layer.detail}.`,
  );
}
