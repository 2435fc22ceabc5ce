/** Names that Windows keeps for devices, with any ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu;
const NAME = /^[A-Za-z0-9][\w.-]{0,63}$/u;

/** Can this be the name of a model, and so of a folder on every system? Other folders of the models folder begin with a dot. */
export function isModelName(name: string): boolean {
  return NAME.test(name) && !name.endsWith('.') && !DEVICE.test(name);
}

export const NAME_RULE =
  'A name has letters, digits, . _ and -, begins with a letter or digit and has 64 characters at most.';

/** A name made from any text: of a repository, of a folder. */
export function modelNameFrom(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/[^\w.-]+/gu, '-')
    .replace(/^[^A-Za-z0-9]+/u, '')
    .slice(0, 64)
    .replace(/[.-]+$/u, '');
  return isModelName(plain) ? plain : 'model';
}

/** `owner/name` as the hub spells it. */
export const REPOSITORY = /^[A-Za-z0-9][\w.-]{0,95}\/[A-Za-z0-9][\w.-]{0,95}$/u;
/** A branch, tag or commit; `refs/pr/7` as well. */
export const REVISION = /^[A-Za-z0-9][\w.-]*(?:\/[\w-][\w.-]*){0,3}$/u;
export const COMMIT = /^[0-9a-f]{40}$/u;

/**
 * Is this a path that no repository can rightly have: absolute, out of its folder, with backslashes or control characters? Git itself
 * refuses them, so a listing with one was made to do harm.
 */
export function isHostilePath(path: string): boolean {
  // eslint-disable-next-line no-control-regex
  if (path === '' || path.length > 1024 || /[\u0000-\u001f\u007f\\]/u.test(path)) return true;
  if (/^(?:\/|[A-Za-z]:)/u.test(path)) return true;
  return path.split('/').some((part) => part === '' || part === '.' || part === '..');
}

/** May a file of this path be written into a model's folder, on every system? */
export function isSafePath(path: string): boolean {
  if (isHostilePath(path) || path.length > 200) return false;
  const parts = path.split('/');
  return (
    parts.length <= 4 &&
    parts.every(
      (part) =>
        /^[A-Za-z0-9_][\w.+-]{0,120}$/u.test(part) && !part.endsWith('.') && !DEVICE.test(part),
    )
  );
}
