import type { Uri } from 'vscode';
import { EventEmitter, l10n, workspace } from 'vscode';
import type { GalleryItem, Picture } from '../../panel/protocol.ts';
import type { FigureSource } from '../contracts.ts';
import { isBrowserFormat, mimeOfName } from '../figureTypes.ts';
import { findFigures } from '../findFigures.ts';

const MAX_ITEMS = 24;
const MAX_THUMBNAIL_BYTES = 8 * 1024 * 1024;
const SAMPLE = 'sample';

/** Figures of the workspace for a panel that has none yet, and the sample that we drew. */
export class Gallery {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #uris = new Map<string, Uri>();

  constructor(private readonly sample: Uri) {}

  get items(): readonly GalleryItem[] {
    const found = [...this.#uris].map(([id, uri]) => ({
      id,
      name: uri.path.slice(uri.path.lastIndexOf('/') + 1),
      origin: folderOf(workspace.asRelativePath(uri)),
      picture: isBrowserFormat(uri.path),
    }));
    return [
      ...found,
      { id: SAMPLE, name: 'nuclei.png', origin: l10n.t('sample figure'), picture: true },
    ];
  }

  /** Looks for figures again. */
  async refresh(): Promise<void> {
    const uris = (await findFigures(MAX_ITEMS)).slice(0, MAX_ITEMS);
    const before = [...this.#uris.keys()].join('\n');
    this.#uris = new Map(uris.map((uri) => [uri.toString(), uri]));
    if ([...this.#uris.keys()].join('\n') !== before) this.#changed.fire();
  }

  source(id: string): FigureSource {
    return {
      kind: 'uri',
      uri: this.#uri(id),
      ...(id === SAMPLE && { origin: l10n.t('sample figure') }),
    };
  }

  async thumbnail(id: string): Promise<Picture> {
    const uri = this.#uri(id);
    const { size } = await workspace.fs.stat(uri);
    if (size > MAX_THUMBNAIL_BYTES) throw new Error(l10n.t('Too large for a thumbnail.'));
    return { mime: mimeOfName(uri.path), bytes: await workspace.fs.readFile(uri) };
  }

  #uri(id: string): Uri {
    const uri = id === SAMPLE ? this.sample : this.#uris.get(id);
    if (!uri) throw new Error(l10n.t('This figure is not in the workspace any more.'));
    return uri;
  }
}

/** The folder of a path, empty for one at the top: the name is said already. */
function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
