export { createAnalyst } from './analyst.ts';
