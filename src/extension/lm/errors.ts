import { l10n, LanguageModelError } from 'vscode';
import { ModelError } from '../../reasoning/modelError.ts';
import { words } from '../words.ts';

/** What a request was like, for telling what its failure means. */
export interface Failing {
  /** The model's name. */
  readonly name: string;
  /** Were there images in it? */
  readonly images: boolean;
  /** Has a piece of the reply come? */
  readonly begun: boolean;
}

/** A failure of a language model of VS Code as a sentence: what was wrong, and what to do. */
export function chatError(error: unknown, { name, images, begun }: Failing): ModelError {
  const said = saidBy(error);
  const quoted = l10n.t('It says: {0}', said);
  const made = (kind: ModelError['kind'], text: string) =>
    new ModelError(kind, `${text} ${quoted}`, { cause: error });
  const code = error instanceof LanguageModelError ? error.code : '';
  switch (code) {
    case 'NoPermissions':
      return new ModelError(
        'refused',
        l10n.t(
          'VS Code has not let Figscope use "{0}". Ask again and allow it in the dialog of VS Code, or choose another model.',
          name,
        ),
        { cause: error },
      );
    case 'NotFound':
      return made('notFound', l10n.t('VS Code has no model "{0}" now. Choose another one.', name));
    case 'Blocked':
      return made(
        'rate',
        l10n.t(
          '"{0}" takes no more requests for now: a quota is used up, or the request was blocked. Try later, or choose another model.',
          name,
        ),
      );
  }
  // Extensions with models have codes of their own, such as ChatQuotaExceeded.
  if (QUOTA.test(`${code} ${said}`))
    return made(
      'rate',
      l10n.t(
        '"{0}" takes no more requests for now: its quota or rate limit is used up. Try later, or choose another model.',
        name,
      ),
    );
  if (FILTER.test(said))
    return made(
      'refused',
      l10n.t(
        'A filter of "{0}" has refused this question. Ask in other words, or choose another model.',
        name,
      ),
    );
  if (CONTEXT.test(said))
    return made(
      'context',
      l10n.t(
        'The conversation is too long for "{0}". Ask a new question, or lower figscope.limits.images.',
        name,
      ),
    );
  if (images && NO_IMAGES.test(said))
    return made(
      'noImages',
      l10n.t(
        '"{0}" takes no images. Choose a model that sees, or let it work by code alone.',
        name,
      ),
    );
  if (NO_TOOLS.test(said))
    return made(
      'noTools',
      l10n.t(
        '"{0}" has no function calling, which Figscope uses with models of VS Code. Choose another model, or set figscope.profile to s1vl, which asks for code as text.',
        name,
      ),
    );
  if (begun) return made('cut', l10n.t('The reply of "{0}" broke off.', name));
  return made('refused', l10n.t('"{0}" could not answer.', name));
}

const NO_IMAGES = /image|vision|mime|multi-?modal/iu;
const NO_TOOLS =
  /(?:not|no|n't) [^.]{0,30}(?:tools?\b|function.?call)|(?:tools?|function.?call\w*) [^.]{0,30}(?:not|un)[ -]?supported/iu;
const QUOTA = /quota|rate.?limit|too many requests|\b429\b|exhausted/iu;
const FILTER = /off.?topic|content.?filter|filtered|responsible ai|content management/iu;
const CONTEXT =
  /context.?(?:length|window|size)|too (?:long|large)|max\w* (?:context|prompt|input)|token limit|exceeds? .*tokens/iu;

/** The words of the error, and of what caused it: VS Code's own message is often only "Unknown". */
function saidBy(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const all = [words(error), ...(cause instanceof Error ? [words(cause)] : [])];
  const line = [...new Set(all)].join(' ').replace(/\s+/gu, ' ');
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
