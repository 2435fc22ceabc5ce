import { graphName, PARTS, type Dtype, type Part } from '../../inference/protocol.ts';
import type { DtypeWish } from './dtype.ts';
import { CatalogError } from './error.ts';
import type { PartDtypes } from './types.ts';
import { findWeights, type WeightsByPart } from './weights.ts';

/** Files beside the weights. The first two must be there. */
const COMMON = [
  'config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'generation_config.json',
  'preprocessor_config.json',
  'processor_config.json',
  'chat_template.jinja',
  'chat_template.json',
  'special_tokens_map.json',
  'added_tokens.json',
  'LICENSE',
  'LICENSE.txt',
  'LICENSE.md',
  'NOTICE',
];
const NEEDED = 2;

/** What is taken instead where a part lacks the wanted form: the next smaller loss first. */
const INSTEAD: readonly Dtype[] = ['q4', 'q8', 'q4f16', 'int8', 'uint8', 'bnb4', 'fp16', 'fp32'];

export interface ChosenFiles {
  readonly paths: readonly string[];
  readonly dtype: PartDtypes;
  readonly notices: readonly string[];
}

/** The files beside the weights that are among these. */
export const commonFiles = (paths: readonly string[]): readonly string[] => {
  const there = new Set(paths);
  return COMMON.filter((path) => there.has(path));
};

/** What a folder or repository lacks to be a model that can look at figures, in words. */
export function missingFiles(paths: readonly string[]): readonly string[] {
  const there = new Set(paths);
  const weights = findWeights(paths);
  return [
    ...COMMON.slice(0, NEEDED).filter((path) => !there.has(path)),
    ...PARTS.filter((part) => weights[part].size === 0).map(
      (part) =>
        `onnx/${graphName(part, 'fp32')} (or another form of it, such as ${graphName(part, 'q4')})`,
    ),
  ];
}

/**
 * The files of a model among the paths of its repository.
 * @throws CatalogError `input` where a form of weights was asked for by part and is not there, `notFound` where it is no such model
 */
export function chooseFiles(
  paths: readonly string[],
  wish: DtypeWish,
  repository: string,
): ChosenFiles {
  const missing = missingFiles(paths);
  if (missing.length > 0)
    throw new CatalogError(
      'notFound',
      `${repository} is not a vision-language model exported for ONNX Runtime in the layout of onnx-community. It lacks: ${missing.join(', ')}.`,
    );
  const weights = findWeights(paths);
  const notices: string[] = [];
  const dtype: Partial<Record<Part, Dtype>> = {};
  const chosen = [...commonFiles(paths)];
  for (const part of PARTS) {
    const form = formOf(part, weights, wish, repository);
    const files = weights[part].get(form);
    if (!files) continue;
    if (wish.all !== undefined && wish.parts[part] === undefined && form !== wish.all)
      notices.push(
        `${repository} has no ${part} as ${wish.all}; ${form} is taken (there are: ${listed(weights, part)}).`,
      );
    dtype[part] = form;
    chosen.push(files.graph, ...files.data);
  }
  return { paths: chosen, dtype, notices };
}

function formOf(part: Part, weights: WeightsByPart, wish: DtypeWish, repository: string): Dtype {
  const there = weights[part];
  const named = wish.parts[part];
  if (named !== undefined) {
    if (there.has(named)) return named;
    throw new CatalogError(
      'input',
      `${repository} has no ${part} as ${named}. There are: ${listed(weights, part)}.`,
    );
  }
  const first = wish.all ?? wish.usual;
  const order = first === undefined ? INSTEAD : [first, ...INSTEAD];
  const found = order.find((one) => there.has(one));
  if (found === undefined) throw new Error(`no weights of ${part}`);
  // A whole model in a form of which it has no part at all is not what was asked for.
  if (wish.all !== undefined && !PARTS.some((one) => weights[one].has(wish.all as Dtype)))
    throw new CatalogError(
      'input',
      `${repository} has no weights as ${wish.all}. Of decoder_model_merged there are: ${listed(weights, 'decoder_model_merged')}.`,
    );
  return found;
}

const listed = (weights: WeightsByPart, part: Part): string => [...weights[part].keys()].join(', ');
