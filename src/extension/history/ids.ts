export const HISTORY_VIEW = 'figscope.history';

/** Commands of the history, as package.json contributes them. */
export const HISTORY_COMMAND = {
  openRun: 'figscope.openRun',
  openRunInTab: 'figscope.openRunInTab',
  deleteRun: 'figscope.deleteRun',
  deleteAllRuns: 'figscope.deleteAllRuns',
  exportRun: 'figscope.exportRun',
  refreshHistory: 'figscope.refreshHistory',
} as const;
