import type { ServedModel } from '../../../models/servers/description.ts';
import type { ModelEntry } from '../../../models/servers/entry.ts';
import { freeName } from '../written.ts';
import type { PickedProfile } from './pickProfile.ts';

/** The entry of a model that a server offers. */
export function newEntry(url: string, served: ServedModel, { id }: PickedProfile): ModelEntry {
  return {
    name: freeName(served.id),
    url,
    model: served.id,
    ...(id !== undefined && { profile: id }),
    ...(served.images === false && { images: false }),
  };
}
