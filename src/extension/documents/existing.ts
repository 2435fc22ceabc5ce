import { FileType, workspace, type Uri } from 'vscode';

const KEEP_MS = 5_000;
const MAX_KEPT = 2_000;

/** Whether files exist, remembered for a moment: lenses and hovers ask again at each key press. */
export class ExistingFiles {
  readonly #known = new Map<string, { readonly at: number; readonly is: Promise<boolean> }>();

  /** Is there a file with this address? */
  has(uri: Uri): Promise<boolean> {
    const key = uri.toString();
    const known = this.#known.get(key);
    if (known && Date.now() - known.at < KEEP_MS) return known.is;
    if (this.#known.size >= MAX_KEPT) this.#known.clear();
    const is = isFile(uri);
    this.#known.set(key, { at: Date.now(), is });
    return is;
  }
}

async function isFile(uri: Uri): Promise<boolean> {
  try {
    // A link to a file has both bits.
    return ((await workspace.fs.stat(uri)).type & FileType.File) !== 0;
  } catch {
    // What cannot be looked at cannot be asked about either.
    return false;
  }
}
