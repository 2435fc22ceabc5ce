import { importModel, modelsFolder } from '../../models/catalog/index.ts';
import { EXIT } from '../exit.ts';
import { terminalOn } from '../terminal.ts';
import { tellInstalled } from './pull.ts';
import { TransferLine } from './transferLine.ts';
import { usage } from './words.ts';

export interface ImportFlags {
  readonly name?: string;
  readonly json?: boolean;
}

/** `figscope models import`: copies a model's folder, for machines without network. */
export async function importCommand(
  folder: string,
  { name, json }: ImportFlags,
  signal: AbortSignal,
): Promise<number> {
  const line = new TransferLine();
  try {
    const installed = await usage(
      importModel(folder, {
        root: modelsFolder(),
        signal,
        onProgress: line.show,
        ...(name === undefined ? {} : { name }),
      }),
    );
    line.clear();
    tellInstalled(installed, json === true);
    return EXIT.answered;
  } catch (error) {
    line.clear();
    if (!signal.aborted) throw error;
    terminalOn(process.stderr).line('figscope: stopped. Nothing was imported.');
    return EXIT.interrupted;
  }
}
