import type { Dtype, Part } from '../../inference/protocol.ts';

/** How the weights of each part are stored. */
export type PartDtypes = Readonly<Partial<Record<Part, Dtype>>>;

/** A file of a model that can be pulled. */
export interface PlannedFile {
  /** Inside the model's folder, with `/`: `onnx/decoder_model_merged_q4.onnx_data`. */
  readonly path: string;
  /** Absent where neither the catalogue nor the hub says it. */
  readonly bytes?: number;
  /** Of the content: the catalogue's, or the hub's for files in LFS. */
  readonly sha256?: string;
  /** Git's own hash (of `blob <bytes>\0<content>`): the hub's for files that are not in LFS. */
  readonly gitSha1?: string;
}

/** What a pull would do, known before anything is downloaded. */
export interface PullPlan {
  /** What `--model local:NAME` will call it; the name of its folder. */
  readonly name: string;
  readonly label: string;
  /** `owner/name` */
  readonly repository: string;
  /** A commit, or a branch or tag where the hub did not say the commit. */
  readonly revision: string;
  /** Address of the hub or mirror. */
  readonly endpoint: string;
  readonly dtype: PartDtypes;
  readonly files: readonly PlannedFile[];
  /** Of all files whose size is known. */
  readonly totalBytes: number;
  /** Of these, already here from an earlier pull that was cut. */
  readonly presentBytes: number;
  /** What an estimate says it will take in memory; see memory.ts. */
  readonly memoryBytes: number;
  readonly licence?: string;
  /** Id of the profile that the model's turns are read with. */
  readonly profile?: string;
  /** Sentences for the user: other weights than asked for, no DeepStack, a token that is not sent… */
  readonly notices: readonly string[];
}

/** What happens during a pull or an import. `progress` comes at most ten times a second, and once at the end. */
export type TransferEvent =
  | { readonly type: 'planned'; readonly plan: PullPlan }
  | {
      readonly type: 'progress';
      readonly doneBytes: number;
      /** Absent while the size of a file is unknown. */
      readonly totalBytes?: number;
      /** Over the last seconds; absent at first. */
      readonly bytesPerSecond?: number;
      readonly secondsLeft?: number;
      /** Those that are under way. */
      readonly files: readonly FileProgress[];
      readonly filesDone: number;
      readonly filesTotal: number;
    }
  /** Files that are there are read again to compare their hash. */
  | { readonly type: 'checking'; readonly path: string }
  | { readonly type: 'notice'; readonly text: string };

export interface FileProgress {
  readonly path: string;
  readonly doneBytes: number;
  readonly totalBytes?: number;
}

export type OnTransfer = (event: TransferEvent) => void;

/** A model in the models folder, whole by the sizes of its files. */
export interface InstalledModel {
  readonly name: string;
  /** Absolute path, for `LoadParams.folder`. */
  readonly folder: string;
  readonly label: string;
  readonly from: 'pulled' | 'imported';
  readonly repository?: string;
  readonly revision?: string;
  readonly dtype: PartDtypes;
  readonly bytes: number;
  readonly licence?: string;
  readonly profile?: string;
  /** When it came here, ISO 8601. */
  readonly date: string;
  /** What an estimate says it takes with a context of 8192 tokens; see memory.ts. */
  readonly memoryBytes: number;
}

/** A pull that has begun and not ended. */
export interface IncompleteModel {
  readonly name: string;
  readonly folder: string;
  readonly repository?: string;
  /** On disk now. */
  readonly bytes: number;
  readonly totalBytes?: number;
  /** Is it being pulled at this moment, by this or another process? */
  readonly running: boolean;
  /** What to do, for the user. */
  readonly text: string;
}

export interface InstalledModels {
  readonly models: readonly InstalledModel[];
  readonly incomplete: readonly IncompleteModel[];
  /** Folders that are damaged or cannot be read: a sentence for each. */
  readonly problems: readonly { readonly name: string; readonly text: string }[];
}

export interface HubOptions {
  /** Address of a hub or mirror; default FIGSCOPE_MODELS_MIRROR, HF_ENDPOINT, https://huggingface.co. */
  readonly endpoint?: string;
  /** For gated models; default FIGSCOPE_HUB_TOKEN, HF_TOKEN. Goes to the endpoint's own host only. */
  readonly token?: string;
  /** Address of a proxy; default HTTPS_PROXY, HTTP_PROXY, ALL_PROXY with NO_PROXY. Empty: none. */
  readonly proxy?: string;
  /** Milliseconds of silence after which a host is given up and asked again; default 30,000. */
  readonly idleMs?: number;
  /** Where the variables above are looked up; default process.env. */
  readonly env?: NodeJS.ProcessEnv;
}

export interface PlanOptions extends HubOptions {
  /** Name of a catalogue entry, or `owner/name`, either with `@revision`. */
  readonly model: string;
  /** `q4`, or `decoder_model_merged=q4,vision_encoder=fp16`; default: the entry's, else q4 where there is such. */
  readonly dtype?: string;
  /** Name of the model here; default: the entry's or the repository's. */
  readonly name?: string;
  /** The models folder (`modelsFolder`). */
  readonly root: string;
  readonly signal: AbortSignal;
}

export interface PullOptions extends PlanOptions {
  readonly onProgress: OnTransfer;
  /** Files at once; default 3. */
  readonly parallel?: number;
  /** Asked once, when sizes are known and before anything is downloaded; false gives up with `cancelled`. */
  readonly confirm?: (plan: PullPlan) => boolean | Promise<boolean>;
}

export interface ImportOptions {
  readonly root: string;
  /** Default: the folder's own name. */
  readonly name?: string;
  readonly signal: AbortSignal;
  readonly onProgress: OnTransfer;
}
