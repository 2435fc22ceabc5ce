import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoadedEngine } from '../../../src/inference/engine/loadedEngine.ts';
import {
  chatMessages,
  fixtureFolder,
  FIXTURE_NAMES,
  readReference,
} from '../../fixtures/inference/reference.ts';
import { greedy, openEngine, replyOf } from './engines.ts';

/**
 * Whole replies beside transformers': the same prompt tokens, the same greedy tokens. Logits and positions are compared one level
 * below, in logits.test.ts.
 */
for (const name of FIXTURE_NAMES) {
  const { cases } = await readReference(name);
  describe(name, () => {
    let engine: LoadedEngine;
    beforeAll(async () => {
      engine = await openEngine(fixtureFolder(name));
    });
    afterAll(() => engine.release());

    it('keeps its cache in the way that its attention allows', () => {
      expect(engine.info.cache).toBe(name === 'qwen3vl-concat' ? 'growing' : 'shared');
    });

    it.each(cases)('replies as transformers does: $name', async (one) => {
      const messages = await chatMessages(one.messages);
      const { text, end } = await replyOf(
        engine,
        greedy(messages, {
          maxTokens: one.greedyTokens.length,
          ...(one.tools && { tools: one.tools }),
          ...(one.thinking !== undefined && { thinking: one.thinking }),
        }),
      );
      expect(end.promptTokens).toBe(one.promptTokens.length);
      expect(text.endsWith(one.reply), `${text} should end with ${one.reply}`).toBe(true);
      expect(end.reason).toBe(one.endedBy);
      const ended = one.endedBy === 'stop' ? 1 : 0;
      expect(end.completionTokens).toBe(one.greedyTokens.length - ended);
    });
  });
}
