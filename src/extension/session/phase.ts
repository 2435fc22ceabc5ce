import { l10n } from 'vscode';
import type { Phase } from '../../panel/protocol.ts';
import type { ModelProgress } from '../../reasoning/model.ts';
import type { StoredEvent } from '../../runs/storedEvents.ts';
import { progressWords } from '../models/local/progressWords.ts';

/** What a session does, and how that is told. */
export interface Activity {
  readonly phase: Phase;
  readonly words: string;
}

export const IDLE: Activity = { phase: 'idle', words: '' };

/** The user is asked whether figures may leave this machine. */
export function waitingForUser(): Activity {
  return { phase: 'starting', words: l10n.t('Waiting for your permission') };
}

/** Before the first event: figures are read, Python is started. */
export function starting(): Activity {
  return { phase: 'starting', words: l10n.t('Starting Python') };
}

/** The last question is asked once more without the images of the cells. */
export function checkingGain(): Activity {
  return { phase: 'thinking', words: l10n.t('Asking once more without the images') };
}

/** What a model of this machine does before its reply begins; undefined: it has begun. */
export function during(progress: ModelProgress | undefined): Activity {
  return {
    phase: 'thinking',
    words: progress ? progressWords(progress) : l10n.t('Thinking'),
  };
}

export function stopping(): Activity {
  return { phase: 'stopping', words: l10n.t('Stopping') };
}

/** What goes on after an event. */
export function after(event: StoredEvent): Activity | undefined {
  switch (event.type) {
    case 'started':
      return { phase: 'thinking', words: l10n.t('Reading the question') };
    case 'thoughtDelta':
    case 'retry':
      return { phase: 'thinking', words: l10n.t('Turn {0}: thinking', event.turn) };
    case 'code':
      return { phase: 'running', words: l10n.t('Turn {0}: running Python', event.turn) };
    case 'observation':
      return { phase: 'thinking', words: l10n.t('Turn {0}: reading the result', event.turn) };
    case 'answer':
    case 'failed':
    case 'notice':
    case 'gainChecked':
      return undefined;
  }
}
