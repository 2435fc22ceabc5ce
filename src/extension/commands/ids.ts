/** Names of all commands, as package.json contributes them. */
export const COMMAND = {
  ask: 'figscope.ask',
  askAboutFigure: 'figscope.askAboutFigure',
  askAboutClipboard: 'figscope.askAboutClipboard',
  addFigures: 'figscope.addFigures',
  newQuestion: 'figscope.newQuestion',
  stop: 'figscope.stop',
  openTab: 'figscope.openTab',
  openWalkthrough: 'figscope.openWalkthrough',
  openSettings: 'figscope.openSettings',
} as const;
