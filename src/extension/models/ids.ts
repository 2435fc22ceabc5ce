export const CHOOSE_MODEL = 'figscope.chooseModel';
export const SET_API_KEY = 'figscope.setApiKey';
export const TEST_MODEL = 'figscope.testModel';

/** Models on servers are `openai:<name>`, as on the command line. */
export const SERVER = 'openai:';
