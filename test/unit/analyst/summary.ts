import type {
  Intent,
  ObjectSelection,
  Reading,
  SizeFilter,
} from '../../../src/models/analyst/question/intent.ts';

/** A reading on one line, so that a table of phrasings stays readable. */
export function summarise(reading: Reading): string {
  if (!reading.understood) return `refused: ${reading.refusal.reason}`;
  return reading.intents.map(intentText).join(' + ');
}

function intentText(intent: Intent): string {
  if (intent.kind === 'either')
    return `${intentText(intent.objects)} or ${intentText(intent.bars)}`;
  const { kind, ...rest } = intent;
  const parts: string[] = [kind];
  for (const [key, value] of Object.entries(rest)) {
    if (key === 'objects') parts.push(...selectionText(value as unknown as ObjectSelection));
    else if (key === 'mention') parts.push(...(value === '' ? [] : [`[${String(value)}]`]));
    else if (key === 'certain') parts.push(...(value === true ? [] : ['?']));
    else if (key === 'limits') parts.push(...(value as unknown as SideValue[]).map(sideText));
    else if (key === 'limit') parts.push(sideText(value as unknown as SideValue));
    else if (key === 'region') parts.push(JSON.stringify(value));
    else if (key !== 'words' && value !== false) parts.push(value === true ? key : String(value));
  }
  return parts.join(' ');
}

interface SideValue {
  readonly side: string;
  readonly value: number;
  readonly inclusive: boolean;
}

function sideText({ side, value, inclusive }: SideValue): string {
  return `${side === 'above' ? '>' : '<'}${inclusive ? '=' : ''}${String(value)}`;
}

function selectionText(objects: ObjectSelection): string[] {
  return [
    objects.noun,
    ...(objects.polarity === 'auto' ? [] : [objects.polarity]),
    ...objects.filters.map(filterText),
    ...(objects.region === undefined
      ? []
      : [JSON.stringify(Object.values(objects.region).slice(1))]),
    ...(objects.excludeBorder ? ['inside'] : []),
    ...(objects.split ? [] : ['unsplit']),
    ...objects.figures.map((figure) => `image_${String(figure)}`),
    ...(objects.unit === undefined ? [] : [`in ${objects.unit}`]),
  ];
}

function filterText({ side, inclusive, limit, of }: SizeFilter): string {
  return `${of}${sideText({ side, value: limit.value, inclusive })}${limit.unit}`;
}
