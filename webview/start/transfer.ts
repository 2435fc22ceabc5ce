import type { Host } from '../host/connect.ts';

const URI_LISTS = ['application/vnd.code.uri-list', 'text/uri-list'];

/** Could this be figures? Only kinds can be read before something is dropped. */
export function mayHoldFigures(transfer: DataTransfer | null): boolean {
  const types = transfer?.types ?? [];
  return types.includes('Files') || URI_LISTS.some((type) => types.includes(type));
}

/** Puts what was dropped on the table: addresses where it came from the workspace, bytes where it came from outside. */
export async function addDropped(host: Host, transfer: DataTransfer): Promise<void> {
  const uris = urisOf(transfer);
  // The list of files must be read before the first wait: it is emptied when the event is over.
  const files = [...transfer.files];
  if (uris.length > 0) await host.request('addUris', { uris });
  else await addFiles(host, files);
}

export async function addFiles(host: Host, files: readonly File[]): Promise<void> {
  for (const file of files)
    await host.request('addBytes', {
      name: file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
    });
}

function urisOf(transfer: DataTransfer): readonly string[] {
  for (const type of URI_LISTS) {
    const lines = transfer.getData(type).split(/\r?\n/);
    // RFC 2483: lines that begin with # are comments.
    const uris = lines
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#'));
    if (uris.length > 0) return uris;
  }
  return [];
}

/** Images on the clipboard. None when there is text too and somebody is writing: then the text is meant. */
export function pastedImages(event: ClipboardEvent): readonly File[] {
  const { clipboardData: data } = event;
  if (!data) return [];
  const images = [...data.files].filter(({ type }) => type.startsWith('image/'));
  const writing = event.composedPath().some(isTextField);
  return writing && data.types.includes('text/plain') ? [] : images;
}

function isTextField(target: EventTarget): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLInputElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}

/** The image on the clipboard as PNG. */
export async function clipboardPng(): Promise<Uint8Array | null> {
  for (const item of await navigator.clipboard.read()) {
    if (!item.types.includes('image/png')) continue;
    return new Uint8Array(await (await item.getType('image/png')).arrayBuffer());
  }
  return null;
}
