import type { PackageStatus } from '../../reasoning/sandbox.ts';
import { normalName } from './lockFile.ts';

/** Packages that python/standins can take the place of, in a small way. */
const STAND_INS = ['pillow', 'matplotlib'] as const;

/**
 * Tells that Figscope's own stand-ins are there for packages that are missing. Each entry keeps saying why the real package is not
 * there, and its version is `stand-in`, so that neither model nor user takes it for the real one.
 * @param wheels what is installed, packages included that came along with another
 */
export function withStandIns(
  statuses: readonly PackageStatus[],
  wheels: readonly { readonly name: string }[],
): PackageStatus[] {
  const told = statuses.map((status) =>
    status.available || !isStandIn(status.name)
      ? status
      : standIn(status.name, `the real package: ${status.from}`),
  );
  const named = new Set([...told, ...wheels].map(({ name }) => normalName(name)));
  const missing = STAND_INS.filter((name) => !named.has(name));
  return [...told, ...missing.map((name) => standIn(name, 'the real package was not asked for'))];
}

function isStandIn(name: string): boolean {
  return (STAND_INS as readonly string[]).includes(normalName(name));
}

function standIn(name: string, why: string): PackageStatus {
  return { name, version: 'stand-in', available: true, from: `figscope stand-in; ${why}` };
}
