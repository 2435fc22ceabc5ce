/** The panel as a view in the side bar, as package.json contributes it. */
export const VIEW_ID = 'figscope.panel';
/** The panel as an editor tab. */
export const TAB_TYPE = 'figscope.tab';
