import { l10n } from 'vscode';
import type { ModelProgress } from '../../../reasoning/model.ts';
import { countWords } from '../amounts.ts';

/** What a local model does before its reply begins, for the status line. */
export function progressWords(progress: ModelProgress): string {
  switch (progress.doing) {
    case 'waiting':
      return l10n.t('Waiting for another reply of the local model');
    case 'loading': {
      const { part, device } = progress;
      if (part === undefined) return l10n.t('Loading the model');
      return device === undefined
        ? l10n.t('Loading the model: {0}', partWords(part))
        : l10n.t('Loading the model: {0} ({1})', partWords(part), device);
    }
    case 'measuring':
      return l10n.t('Measuring the model: {0}', progress.device);
    case 'reading': {
      const { done, total, cached } = progress;
      const counts = [countWords(done), countWords(total)] as const;
      return cached > 0
        ? l10n.t('Reading the prompt: {0} of {1} tokens, {2} known', ...counts, countWords(cached))
        : l10n.t('Reading the prompt: {0} of {1} tokens', ...counts);
    }
  }
}

function partWords(part: string): string {
  const known: Readonly<Record<string, string>> = {
    embeddings: l10n.t('embeddings'),
    'vision encoder': l10n.t('vision encoder'),
    decoder: l10n.t('decoder'),
  };
  return known[part] ?? part;
}
