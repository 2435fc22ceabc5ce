import { afterAll, describe, expect, it } from 'vitest';
import { ImageReader } from '../../../src/inference/engine/imageReader.ts';
import { openParts, type ModelParts } from '../../../src/inference/engine/parts.ts';
import {
  SequenceReader,
  type ReadOptions,
  type ReadResult,
} from '../../../src/inference/engine/sequenceReader.ts';
import type { TokenSequence } from '../../../src/inference/engine/tokenSequence.ts';
import { chooseWeights } from '../../../src/inference/folder/chooseDtype.ts';
import { readModelFolder } from '../../../src/inference/folder/modelFolder.ts';
import { readPatchConfig } from '../../../src/inference/image/index.ts';
import { positionIds, ropePositions } from '../../../src/inference/positions/ropePositions.ts';
import type { ChatMessage } from '../../../src/inference/protocol.ts';
import {
  chatMessages,
  fixtureFolder,
  FIXTURE_NAMES,
  readReference,
  type ReferenceCase,
} from '../../fixtures/inference/reference.ts';

/** fp32 beside fp32: what another order of additions makes of a logit. */
const MAX_ERROR = 2e-4;

const partsOf = (messages: readonly ChatMessage[]) => messages.flatMap(({ parts }) => parts);

for (const name of FIXTURE_NAMES) {
  const { cases } = await readReference(name);
  const model = await readModelFolder(fixtureFolder(name));
  const weights = chooseWeights(model.weights, 'cpu', 'fp32', model.folder);
  const place = { device: 'cpu', threads: 1 } as const;
  const parts: ModelParts = await openParts(model, weights, place, {
    context: 4096,
    onStep: () => undefined,
  });
  const images = new ImageReader(parts.vision, readPatchConfig(model.preprocessor));
  const reader = new SequenceReader(parts.embedder, parts.decoder, model.hiddenSize);

  /** The tokens of a reference with its images among them. */
  const sequenceOf = async (one: ReferenceCase) => {
    const looked = partsOf(await chatMessages(one.messages)).flatMap((part) =>
      part.type === 'image' ? [images.look(part)] : [],
    );
    let from = 0;
    const placed = looked.map(({ key, tokens, rows, columns }) => {
      const start = one.promptTokens.indexOf(model.imageToken ?? -1, from);
      from = start + tokens;
      return { key, start, count: tokens, rows, columns };
    });
    const sequence: TokenSequence = { tokens: one.promptTokens, images: placed };
    const features: ReadOptions['features'] = ({ key }) => {
      const known = looked.find((image) => image.key === key);
      if (!known) throw new Error('no such image');
      return images.features(known);
    };
    return { sequence, features, looked };
  };

  const read = async (
    sequence: TokenSequence,
    features: ReadOptions['features'],
    chunk: number,
  ): Promise<ReadResult> => {
    const { signal } = new AbortController();
    const reading = reader.read(sequence, { signal, features, chunk });
    for (;;) {
      const { done, value } = await reading.next();
      if (done) return value;
    }
  };

  const furthest = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
    expect(a.length).toBe(b.length);
    return Array.from(a).reduce(
      (most, value, index) => Math.max(most, Math.abs(value - (b[index] ?? NaN))),
      0,
    );
  };

  describe(name, () => {
    afterAll(() => parts.release());

    it.each(cases)('cuts images and counts positions as transformers does: $name', async (one) => {
      const { sequence, looked } = await sequenceOf(one);
      const { mergeSize } = readPatchConfig(model.preprocessor);
      expect(looked.map(({ rows, columns }) => [1, rows * mergeSize, columns * mergeSize])).toEqual(
        one.grids,
      );
      const positions = ropePositions(sequence.tokens.length, sequence.images);
      const ids = positionIds(positions, 0, sequence.tokens.length, 3);
      expect(Array.from(ids, Number)).toEqual(one.positionIds.flat());
      expect(positions.next).toBe(sequence.tokens.length + one.ropeDelta);
    });

    it.each(cases)(
      'gives the logits of transformers, in chunks of any size: $name',
      async (one) => {
        const { sequence, features } = await sequenceOf(one);
        for (const chunk of [512, 7, 1]) {
          reader.clear();
          const { logits, cached } = await read(sequence, features, chunk);
          expect(cached).toBe(0);
          expect(furthest(logits, one.logits), `chunk ${chunk}`).toBeLessThan(MAX_ERROR);
        }
      },
    );

    it.each(cases)('writes token by token as one that reads all: $name', async (one) => {
      const { sequence, features } = await sequenceOf(one);
      reader.clear();
      let { logits } = await read(sequence, features, 512);
      for (const token of one.greedyTokens.slice(0, -1)) logits = await reader.append(token);
      expect(furthest(logits, one.lastLogits)).toBeLessThan(MAX_ERROR);
    });
  });
}
