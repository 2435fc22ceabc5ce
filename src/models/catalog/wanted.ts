import { catalogue, findEntry } from './catalogue.ts';
import type { CatalogEntry } from './entry.ts';
import { CatalogError } from './error.ts';
import { REPOSITORY, REVISION } from './names.ts';

/** What the user named. */
export interface WantedModel {
  readonly entry?: CatalogEntry;
  readonly repository: string;
  /** Absent: the catalogue's, or the newest. */
  readonly revision?: string;
}

/**
 * Reads `qwen3.5-2b`, `owner/name` or either with `@revision`; the address of a model's page as well.
 * @throws CatalogError `input` with what there is
 */
export function wantedModel(text: string): WantedModel {
  const plain = text
    .trim()
    .replace(/^https?:\/\/[^/]+\//u, '')
    .replace(/\/(?:tree\/main)?\/?$/u, '');
  const at = plain.indexOf('@');
  const id = at < 0 ? plain : plain.slice(0, at);
  const revision = at < 0 ? undefined : plain.slice(at + 1);
  if (revision !== undefined && !REVISION.test(revision))
    throw new CatalogError(
      'input',
      `"${revision}" is not a revision: a branch, a tag or a commit is meant.`,
    );
  const given = revision === undefined ? {} : { revision };
  const entry = findEntry(id);
  if (entry) return { entry, repository: entry.repository, ...given };
  if (REPOSITORY.test(id)) return { repository: id, ...given };
  if (/^(?:\.{0,2}|~|[A-Za-z]:)[/\\]/u.test(text.trim()))
    throw new CatalogError(
      'input',
      `"${text}" is a folder: figscope models import ${text} copies it, --model local:${text} uses it where it is.`,
    );
  const names = catalogue().map(({ name }) => name);
  throw new CatalogError(
    'input',
    `"${text}" is neither in the catalogue nor a repository. The catalogue has: ${names.join(', ')}. A repository is named as owner/name, for example ${catalogue()[0]?.repository}.`,
  );
}
