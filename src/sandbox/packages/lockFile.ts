import * as z from 'zod';

/** Pyodide's own list of packages: which wheel belongs to which version, its sha256, and what it needs. */

const lockedPackage = z.object({
  name: z.string(),
  version: z.string(),
  file_name: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  depends: z.array(z.string()).default([]),
  install_dir: z.string().default('site'),
});
export type LockedPackage = z.infer<typeof lockedPackage>;

const lockFile = z.object({ packages: z.record(z.string(), lockedPackage) });

/** Packages by their normal name (lower case, dashes). */
export type LockFile = ReadonlyMap<string, LockedPackage>;

/** Reads pyodide-lock.json. Throws when it is not one. */
export function parseLockFile(text: string): LockFile {
  const { packages } = lockFile.parse(JSON.parse(text));
  return new Map(Object.entries(packages).map(([name, entry]) => [normalName(name), entry]));
}

/** Names of packages compare without case, and with `_`, `.` and `-` alike (PEP 503). */
export function normalName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}

/** The package and everything it needs, needed ones first, without those in `present`. Undefined: not in the list. */
export function withDependencies(
  lock: LockFile,
  name: string,
  present: ReadonlySet<string>,
): LockedPackage[] | undefined {
  const order: LockedPackage[] = [];
  const seen = new Set(present);
  const visit = (wanted: string): boolean => {
    const key = normalName(wanted);
    if (seen.has(key)) return true;
    seen.add(key);
    const entry = lock.get(key);
    if (!entry || !entry.depends.every(visit)) return false;
    order.push(entry);
    return true;
  };
  return visit(name) ? order : undefined;
}
