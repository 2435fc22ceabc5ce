import * as l10n from '@vscode/l10n';
import type { Usage } from '../../src/reasoning/model.ts';
import { writingSpeed } from '../../src/runs/usage.ts';
import { localNumber } from './language.ts';

/** `1,204 tokens read, 1,100 from the cache, 85 written, 12 tokens/s`: what is known of it; empty when nothing is. */
export function usageWords(usage: Usage = {}): string {
  const { promptTokens: read, cachedTokens: cached, completionTokens: written } = usage;
  const speed = writingSpeed(usage);
  const parts: string[] = [];
  if (read !== undefined)
    parts.push(read === 1 ? l10n.t('1 token read') : l10n.t('{0} tokens read', localNumber(read)));
  // Tokens of the cache are some of those that were read.
  if (read !== undefined && cached !== undefined)
    parts.push(l10n.t('{0} from the cache', localNumber(cached)));
  if (written !== undefined)
    parts.push(
      read !== undefined
        ? l10n.t('{0} written', localNumber(written))
        : written === 1
          ? l10n.t('1 token written')
          : l10n.t('{0} tokens written', localNumber(written)),
    );
  if (speed !== undefined) parts.push(l10n.t('{0} tokens/s', localNumber(speed)));
  return parts.join(', ');
}
