import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { BUNDLE, collectTexts } from '../../../../scripts/l10n.mjs';

it('the bundle has every text of the extension and its page, and no other', async () => {
  const bundle = JSON.parse(await readFile(BUNDLE, 'utf8')) as Record<string, unknown>;
  // `npm run l10n` writes it anew.
  expect(Object.keys(bundle)).toEqual(Object.keys(await collectTexts()));
}, 60_000);
