import { join } from 'node:path';
import { charts } from './charts.ts';
import { figures } from './figures.ts';
import { micrographs } from './micrographs.ts';

/** Accuracy of figkit on real figures with ground truth, which lie beside the project. Prints, and fails nothing. */

const folder = join(process.cwd(), '..', 'shared', 'figures');
const wanted = process.argv.slice(2);
if (wanted.length === 0 || wanted.includes('figures')) await figures(folder);
if (wanted.length === 0 || wanted.includes('micrographs')) await micrographs(folder);
if (wanted.length === 0 || wanted.includes('charts')) await charts();
