export { createServerModel, type ServerModelOptions } from './serverModel.ts';
