export const CHOOSE_MODEL = 'figscope.chooseModel';
export const SET_API_KEY = 'figscope.setApiKey';
export const TEST_MODEL = 'figscope.testModel';
export const DOWNLOAD_MODEL = 'figscope.downloadModel';
export const IMPORT_MODEL = 'figscope.importModel';
export const REMOVE_MODEL = 'figscope.removeModel';
export const USE_MODEL_FOLDER = 'figscope.useModelFolder';
export const BENCH_MODEL = 'figscope.benchModel';
export const SET_HUB_TOKEN = 'figscope.setHubToken';

/** Models on servers are `openai:<name>`, as on the command line. */
export const SERVER = 'openai:';

/** Models on this machine that Figscope runs itself are `local:<name>`, as on the command line. */
export const LOCAL = 'local:';
