import type { RunEvent } from '../reasoning/events.ts';
import type { ShownImage } from '../reasoning/sandbox.ts';
import type { StoredEvent, StoredImage } from './storedEvents.ts';

/** An image that a stored event names, with its bytes, to be written before the event. */
export interface ImageFile {
  readonly file: string;
  readonly png: Uint8Array;
}

/** File name of an image of a run: `t2-1` → `t2-1.png`. Characters that some file system refuses are replaced. */
export function imageFileName(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9._-]/g, '_').replace(/^[^A-Za-z0-9]+/, '');
  return `${plain.slice(0, 100) || 'image'}.png`;
}

/** Replaces image bytes by file names. */
export function toStored(event: RunEvent): { stored: StoredEvent; images: ImageFile[] } {
  const images: ImageFile[] = [];
  function store<T extends ShownImage>(name: string, image: T): Omit<T, 'png'> & { file: string } {
    const { png, ...rest } = image;
    const file = imageFileName(name);
    images.push({ file, png });
    return { ...rest, file };
  }
  switch (event.type) {
    case 'started': {
      const figures = event.figures.map((figure) => ({
        ...figure,
        preview: store(figure.id, figure.preview),
      }));
      return { stored: { ...event, figures }, images };
    }
    case 'observation': {
      const shown = event.images.map((image) => store(image.name, image));
      return { stored: { ...event, images: shown }, images };
    }
    default:
      return { stored: event, images };
  }
}

/** Puts the bytes back. `load` gives the bytes of an image file; empty bytes stand for a file that is missing. */
export function fromStored(stored: StoredEvent, load: (file: string) => Uint8Array): RunEvent {
  function restore<T extends StoredImage>(image: T): Omit<T, 'file'> & { png: Uint8Array } {
    const { file, ...rest } = image;
    return { ...rest, png: load(file) };
  }
  switch (stored.type) {
    case 'started': {
      const figures = stored.figures.map((figure) => ({
        ...figure,
        preview: restore(figure.preview),
      }));
      return { ...stored, figures };
    }
    case 'observation':
      return { ...stored, images: stored.images.map((image) => restore(image)) };
    default:
      return stored;
  }
}

/** Files of all images that an event names. */
export function imageFiles(stored: StoredEvent): string[] {
  switch (stored.type) {
    case 'started':
      return stored.figures.map((figure) => figure.preview.file);
    case 'observation':
      return stored.images.map((image) => image.file);
    default:
      return [];
  }
}
