import { existsSync, readFileSync, readdirSync } from 'node:fs';

/** Files of the runtime folder, read before the realm is sealed. Each is held until it is taken. */
export class RuntimeFiles {
  readonly #root: URL;
  readonly #held = new Map<string, Uint8Array>();

  constructor(root: URL) {
    this.#root = root;
  }

  url(path: string): string {
    return new URL(path, this.#root).href;
  }

  has(path: string): boolean {
    return existsSync(new URL(path, this.#root));
  }

  /** Reads a file now, to be taken under its base name later. */
  hold(path: string): void {
    this.#held.set(baseName(path), this.read(path));
  }

  read(path: string): Uint8Array {
    const data = readFileSync(new URL(path, this.#root));
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  }

  /** Paths of all files below a folder (which ends in a slash), relative to it. */
  list(folder: string, below = ''): string[] {
    const entries = readdirSync(new URL(folder + below, this.#root), { withFileTypes: true });
    return entries.flatMap((entry) =>
      entry.isDirectory() ? this.list(folder, `${below}${entry.name}/`) : [below + entry.name],
    );
  }

  /** The bytes of a held file, once. */
  take(path: string): Uint8Array {
    const name = baseName(path);
    const bytes = this.#held.get(name);
    if (!bytes) throw new Error(`There is no runtime file ${name}.`);
    this.#held.delete(name);
    return bytes;
  }
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
