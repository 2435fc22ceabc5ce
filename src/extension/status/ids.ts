export const CHOOSE_MODEL = 'figscope.chooseModel';
