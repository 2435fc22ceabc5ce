import type { PanelFigure, PanelState } from '../../../../src/panel/protocol.ts';

export const FIGURE: PanelFigure = {
  id: 'image_1',
  name: 'nuclei.png',
  origin: 'media/samples/nuclei.png',
  width: 720,
  height: 540,
  kind: 'PNG, 8 bit',
  page: 1,
  pages: 1,
  pixelSize: '0.25 µm per pixel',
  picture: 'original',
  notices: [],
  version: '1',
};

/** A session without figures. */
export function emptyState(change: Partial<PanelState> = {}): PanelState {
  return {
    session: 's1',
    surface: 'view',
    trusted: true,
    phase: 'idle',
    activity: '',
    figures: [],
    figuresFixed: false,
    models: [
      { id: 'analyst', label: 'Analyst', where: 'this machine' },
      { id: 'qwen', label: 'Qwen3-VL 8B', where: 'gpu.example.org' },
    ],
    model: 'analyst',
    mode: 'auto',
    draft: { question: '' },
    suggestions: [],
    gallery: [],
    ...change,
  };
}

/** A session with the nuclei on the table and nothing asked yet. */
export function figureState(change: Partial<PanelState> = {}): PanelState {
  return emptyState({
    figures: [FIGURE],
    suggestions: [
      'How many nuclei are there?',
      'What is their median diameter?',
      'Which text is in this figure?',
    ],
    ...change,
  });
}

/** The same after a question whose answer may be checked without its images. */
export function checkable(change: Partial<PanelState> = {}): PanelState {
  const state = runState(change);
  return state.run ? { ...state, run: { ...state.run, canCheckGain: true } } : state;
}

/** The same after a question. */
export function runState(change: Partial<PanelState> = {}): PanelState {
  return figureState({
    figuresFixed: true,
    run: {
      id: '20261122-120000-abcdef',
      created: '2026-11-22T12:00:00.000Z',
      state: 'live',
      problems: [],
      canContinue: true,
      canCheckGain: false,
    },
    ...change,
  });
}
