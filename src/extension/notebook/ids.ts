/** Command: ask about an output of a notebook. */
export const ASK_OUTPUT = 'figscope.askOutput';
/** View with the figures of the notebook in front. */
export const NOTEBOOK_FIGURES_VIEW = 'figscope.notebookFigures';
/** Context key: the notebook in front has an image output. */
export const HAS_FIGURES_KEY = 'figscope.notebookHasFigures';
