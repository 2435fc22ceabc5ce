import type { GeneralIntent } from './intent.ts';
import { unitOfWord, type Phrase } from './phrase.ts';

/** Reads questions about the scale, the figure as a whole and the analyst; undefined when it is none of them. */
export function readGeneral(phrase: Phrase): GeneralIntent | undefined {
  for (const read of [readAbilities, readScale, readFigureSize, readDescribe]) {
    const attempt = phrase.fresh();
    const intent = read(attempt);
    if (intent !== undefined && attempt.rest().length === 0) return intent;
  }
  return undefined;
}

function readAbilities(phrase: Phrase): GeneralIntent | undefined {
  const span = phrase.take(
    'what can|could you do|answer|read|measure|handle|tell',
    'what can i ask|do',
    'which|what questions|question can|could|do you? answer|understand|handle?',
    'what questions|question',
    'what kind questions|question',
    'what are your|the abilities|capabilities|skills|limits|limitations',
    'your abilities|capabilities|skills|limits|limitations',
    'who|what are you',
    'how do|does you|analyst work',
    'are you a? neural|ai|llm|model|robot|gpt|chatgpt|language network|model?',
    'help',
  );
  if (span === undefined) return undefined;
  phrase.takeAll(
    'neural|network|ai|llm|artificial|intelligence|language|model|robot|real',
    'kind',
    'questions',
    'ask',
    'answer|read',
    'able',
  );
  return { kind: 'abilities' };
}

function readScale(phrase: Phrase): GeneralIntent | undefined {
  const asks = scaleAsk(phrase);
  if (asks === undefined) return undefined;
  phrase.takeAll('in $', '$');
  phrase.takeAll(
    'represent|represents|correspond|corresponds|stand|stands|means|say|says|equal|equals|real|physical|actual|true|spatial|world|units?',
  );
  phrase.takeAll(
    'long',
    'length',
    'size',
    'big',
    'wide',
    'width',
    'value',
    'unit',
    'label',
    'read',
    'text',
    'bar',
    'scale',
    'pixel',
    'many',
    'much',
    'area',
    'tall',
    'number',
    'resolution',
    'written',
  );
  return { kind: 'scale', asks };
}

function scaleAsk(phrase: Phrase): Extract<GeneralIntent, { kind: 'scale' }>['asks'] | undefined {
  if (phrase.take('field view') !== undefined) return 'fieldOfView';
  if (phrase.has('x|y|axis|legend|colour|color')) return undefined;
  const physical = phrase.words.some((word) => {
    const unit = unitOfWord(word);
    return unit !== undefined && !unit.startsWith('px');
  });
  if (phrase.take('scale bar', 'scale') !== undefined) return 'scaleBar';
  if (phrase.take('pixel per|in|are|is #? $', 'pixel per length|distance|unit') !== undefined)
    return 'pixelsPerUnit';
  if (
    phrase.take(
      'pixel size|width|length|pitch|spacing|calibration',
      '$ per pixel',
      '$ is #? pixel',
      'per pixel',
      'calibration',
      'spatial resolution',
      'resolution per|in $',
      'big|wide|long is #? pixel',
      'much is #? pixel',
      'area of #? pixel',
    ) !== undefined
  )
    return 'pixelSize';
  const whole = phrase.has('image|figure|picture|micrograph|photo|field');
  if (!whole && phrase.take('size pixel') !== undefined) return 'pixelSize';
  const extent = phrase.has('wide', 'big', 'size', 'width', 'tall', 'area', 'length');
  const real = phrase.has('physical|real|actual|true size|width');
  if (
    whole &&
    extent &&
    (physical || real) &&
    phrase.words.every((word) => word.noun === undefined)
  )
    return 'fieldOfView';
  return undefined;
}

function readFigureSize(phrase: Phrase): GeneralIntent | undefined {
  const whole = phrase.has(
    'image|figure|picture|micrograph|photo|photograph|frame|screenshot|plot|chart',
  );
  const pixels = phrase.has('pixel');
  if (!whole && !phrase.has('many pixel', 'resolution', 'dimensions')) return undefined;
  const asked = phrase.takeAll(
    'area image|figure|picture',
    'size',
    'resolution',
    'width',
    'height',
    'big',
    'wide',
    'tall',
    'aspect|ratio',
    'long',
    'megapixels|megapixel',
    'many pixel',
  );
  if (!asked && !pixels) return undefined;
  phrase.takeAll('pixel', 'many', 'value', 'number', 'chart');
  return { kind: 'figureSize' };
}

function readDescribe(phrase: Phrase): GeneralIntent | undefined {
  if (phrase.has('say|says|written|text|read')) return undefined;
  const kind = phrase.take('kind') !== undefined || phrase.has('is bar? chart', 'is micrograph');
  const described = phrase.take('describe') !== undefined;
  const open = phrase.has(
    'what|whats is|are|s',
    'what do|does',
    'what can',
    'what am i',
    'what see|shown',
    'tell about',
    'show figure|image',
  );
  if (!kind && !described && !open) return undefined;
  phrase.take('does mean');
  phrase.takeAll(
    'bar chart',
    'chart',
    'bar',
    'about|looking|content|contents|contain|contains|include|includes|going|happening|represent|represents|means|detail|detailed|brief|briefly|anything|something|everything|subject|depict|depicts',
  );
  return { kind: 'describe', asks: kind && !described ? 'kind' : 'all' };
}
