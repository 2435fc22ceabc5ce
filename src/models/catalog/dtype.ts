import { DTYPES, PARTS, type Dtype, type Part } from '../../inference/protocol.ts';
import { CatalogError } from './error.ts';
import type { PartDtypes } from './types.ts';

/** What the user wants: one form of weights for all parts, or one for some. */
export interface DtypeWish {
  readonly all?: Dtype;
  /** Taken first where nothing was asked for. */
  readonly usual?: Dtype;
  readonly parts: PartDtypes;
}

/**
 * Reads `q4`, or `decoder_model_merged=q4,vision_encoder=fp16`.
 * @throws CatalogError `input`
 */
export function parseDtype(text: string): DtypeWish {
  const parts: Partial<Record<Part, Dtype>> = {};
  let all: Dtype | undefined;
  for (const piece of text.split(',')) {
    const [left = '', right] = piece.split('=').map((one) => one.trim());
    const dtype = DTYPES.find((one) => one === (right ?? left));
    if (dtype === undefined)
      throw new CatalogError(
        'input',
        `"${right ?? left}" is not a form of weights. There are: ${DTYPES.join(', ')}.`,
      );
    if (right === undefined) {
      all = dtype;
      continue;
    }
    const part = PARTS.find((one) => one === left);
    if (part === undefined)
      throw new CatalogError(
        'input',
        `"${left}" is not a part of a model. There are: ${PARTS.join(', ')}.`,
      );
    parts[part] = dtype;
  }
  return { ...(all === undefined ? {} : { all }), parts };
}

/** `q4`, or `q4, vision_encoder fp16`. */
export function dtypeWords(dtype: PartDtypes): string {
  const all = dtype.decoder_model_merged;
  const others = PARTS.flatMap((part) =>
    dtype[part] === undefined || dtype[part] === all ? [] : [`${part} ${dtype[part]}`],
  );
  return [all, ...others].filter(Boolean).join(', ');
}

export function sameDtypes(a: PartDtypes, b: PartDtypes): boolean {
  return PARTS.every((part) => a[part] === b[part]);
}
