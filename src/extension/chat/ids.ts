/** The chat participant, as package.json contributes it. */
export const PARTICIPANT = 'figscope.figscope';

/** Its commands. */
export const CHAT_COMMAND = { inspect: 'inspect' } as const;
