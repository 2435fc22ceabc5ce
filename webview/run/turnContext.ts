/** What turns need to know of their session. Equal ones are the same object, so that finished turns are not drawn again. */
export interface TurnContext {
  /** May cells be run again now? */
  readonly canRun: boolean;
  /** Why not, in words. */
  readonly whyNot: string;
}
