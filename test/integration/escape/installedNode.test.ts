import { describeEscapes } from './escapeSuite.ts';
import { namespaces } from './settings.ts';

describeEscapes('escapes on the Node of the tests, with every layer this system has', () => ({
  networkBelow: namespaces() || Number(process.versions.node.split('.')[0]) >= 25,
}));
