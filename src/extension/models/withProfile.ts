import type { Model } from '../../reasoning/model.ts';
import type { Profile } from '../../reasoning/profiles/profile.ts';

/** Kept by model, so that a run goes on with the one it has. */
const converted = new WeakMap<Model, Map<Profile, Model>>();

/** The same model, written and read in another way. */
export function withProfile(model: Model, profile: Profile): Model {
  if (model.profile === profile) return model;
  const known = converted.get(model) ?? new Map<Profile, Model>();
  converted.set(model, known);
  const { id, label, images, byCodeOnly, limits } = model;
  const made = known.get(profile) ?? {
    id,
    label,
    images,
    profile,
    ...(byCodeOnly && { byCodeOnly }),
    ...(limits && { limits }),
    stream: (request, signal) => model.stream(request, signal),
  };
  known.set(profile, made);
  return made;
}
