import type { AxisName, TextIntent } from './intent.ts';
import type { Phrase } from './phrase.ts';
import { takeRegion } from './regions.ts';

/** Verbs that only join a question together ("what does the y axis represent"). */
const JOINING = [
  'represent|represents|stand|stands|means|say|says|show|shows|go|goes|run|runs|start|starts|end|ends|extend|extends|span|spans|called|use|used|plotted',
];

/** Reads a question about axes, the title, or the text in the figure; undefined when it is none of them. */
export function readText(phrase: Phrase): TextIntent | undefined {
  if (phrase.words.some((word) => word.token.lower === 'who')) return undefined;
  if (phrase.has('axis', 'x|y') && phrase.has('does')) phrase.take('mean');
  const intent = readAxis(phrase) ?? readTitle(phrase) ?? readWords(phrase);
  return intent !== undefined && phrase.rest().length === 0 ? intent : undefined;
}

function readAxis(phrase: Phrase): TextIntent | undefined {
  if (
    !phrase.has(
      'axis',
      'x|y label|title|unit|range|name|tick',
      'label|title|unit|range|name|tick x|y',
      'xlabel|ylabel',
    )
  )
    return undefined;
  const axis = takeAxisName(phrase);
  phrase.takeAll('axis', 'chart', 'bar chart');
  const ask = axisAsk(phrase);
  phrase.takeAll(...JOINING);
  phrase.takeAll(
    'title',
    'label',
    'name',
    'text',
    'read',
    'written',
    'value',
    'number',
    'scale',
    'kind',
    'unit',
    'range',
    'describe',
    'bar',
  );
  return { kind: 'axis', axis, ...ask };
}

type AxisAsk = Pick<Extract<TextIntent, { kind: 'axis' }>, 'asks' | 'end'>;

function axisAsk(phrase: Phrase): AxisAsk {
  if (phrase.takeAll('tick')) return { asks: 'ticks' };
  if (phrase.takeAll('highest', 'largest', 'end')) return { asks: 'range', end: 'highest' };
  if (phrase.takeAll('lowest', 'smallest', 'start')) return { asks: 'range', end: 'lowest' };
  if (phrase.takeAll('range', 'limits', 'limit', 'interval', 'extent', 'from to'))
    return { asks: 'range' };
  if (phrase.takeAll('logarithmic', 'linear', 'scale')) return { asks: 'scaleType' };
  if (phrase.takeAll('unit')) return { asks: 'unit' };
  if (phrase.has('extend|extends|span|spans|run|runs|go|goes|start|starts'))
    return { asks: 'range' };
  if (phrase.has('value', 'number')) return { asks: 'ticks' };
  return { asks: 'title' };
}

function takeAxisName(phrase: Phrase): AxisName {
  const x = phrase.takeAll('x', 'horizontal', 'xlabel', 'abscissa', 'category axis');
  const y = phrase.takeAll('y', 'vertical', 'ylabel', 'ordinate', 'value axis');
  const xNamed = x || phrase.words.some((word) => word.token.lower === 'abscissa');
  const yNamed = y || phrase.words.some((word) => word.token.lower === 'ordinate');
  if (xNamed === yNamed) return 'both';
  return xNamed ? 'x' : 'y';
}

function readTitle(phrase: Phrase): TextIntent | undefined {
  const named = phrase.has(
    'title',
    'caption',
    'chart|figure|graph|image called|name',
    'name of chart|figure|image',
  );
  if (!named) return undefined;
  phrase.takeAll(
    'title',
    'caption',
    'name',
    'called',
    'chart',
    'bar chart',
    'read',
    'text',
    'say|says',
    'written',
  );
  return { kind: 'title' };
}

function readWords(phrase: Phrase): TextIntent | undefined {
  const asked = phrase.has(
    'text',
    'written',
    'say|says',
    'read',
    'labels are',
    'which labels',
    'list labels',
  );
  if (!asked || phrase.has('bar', 'value', 'scale', 'many', 'number of')) return undefined;
  const region = takeRegion(phrase);
  phrase.takeAll(
    'text',
    'written',
    'say|says',
    'read',
    'label',
    'chart',
    'list',
    'out',
    'number',
    'plain',
  );
  return { kind: 'text', ...(region === undefined ? {} : { region }) };
}
