import { ModelError } from '../../reasoning/modelError.ts';
import { PROFILES, profileFor } from '../../reasoning/profiles/index.ts';
import type { Profile } from '../../reasoning/profiles/profile.ts';
import { createServerModel } from '../openai/index.ts';
import type { Asking } from './askServer.ts';
import type { Engine } from './description.ts';
import type { ModelEntry } from './entry.ts';
import type { Finding } from './probe/finding.ts';
import { finding } from './probe/finding.ts';
import {
  type Thoughts,
  cacheFinding,
  imageFinding,
  imagesFinding,
  reasoningFinding,
  streamingFinding,
  toolsFinding,
} from './probe/modelFindings.ts';
import { profileFinding } from './probe/profileFinding.ts';
import {
  followUp,
  imageQuestion,
  imagesQuestion,
  textQuestion,
  toolQuestion,
} from './probe/questions.ts';
import { reasoningFields } from './probe/reasoningField.ts';
import { probe, type Probed } from './probe/reply.ts';
import { serverFindings } from './probe/serverFindings.ts';

/** Tokens of one reply: enough to think a little, few enough that a test ends. */
const MAX_TOKENS = 4096;

export interface TestOptions {
  readonly key?: string;
  /** The profile that a run would use; default the one that the model's id suggests. */
  readonly profile?: Profile;
  readonly signal: AbortSignal;
  /** Told what is being tried, as it begins. */
  readonly onStep?: (text: string) => void;
}

/** What a test found out about a model. */
export interface ModelTest {
  readonly name: string;
  readonly url: string;
  readonly model: string;
  readonly engine: Engine;
  readonly version?: string;
  readonly contextTokens?: number;
  /** Can a run be done with it? */
  readonly usable: boolean;
  /** Id of the profile that fits. */
  readonly profile: string;
  readonly findings: readonly Finding[];
}

/**
 * Finds out what works with a model: asks its server what it is, and the model a few small questions about drawn pictures. Nothing of the user's is sent.
 * @throws `AbortError` when cancelled
 */
export async function testModel(entry: ModelEntry, options: TestOptions): Promise<ModelTest> {
  const { key, signal, onStep = () => undefined, profile = profileFor(entry.model) } = options;
  const asking: Asking = {
    signal,
    ...(entry.headers ? { headers: entry.headers } : {}),
    ...(key === undefined ? {} : { key }),
  };
  onStep('Asking the server…');
  const server = await serverFindings(entry, asking);
  const { engine, version, contextTokens } = server;
  const findings: Finding[] = [...server.findings];
  if (server.goOn) findings.push(...(await ask(entry, profile, engine, asking, options)));
  const fits = findings.find(({ id }) => id === 'profile')?.value;
  return {
    name: entry.name,
    url: entry.url,
    model: entry.model,
    engine,
    ...(version === undefined ? {} : { version }),
    ...(contextTokens === undefined ? {} : { contextTokens }),
    usable: findings.every(({ status }) => status !== 'fails'),
    profile: typeof fits === 'string' ? fits : profile.id,
    findings,
  };
}

/** Asks the model itself. */
async function ask(
  entry: ModelEntry,
  profile: Profile,
  engine: Engine,
  asking: Asking,
  { key, signal, onStep = () => undefined }: TestOptions,
): Promise<Finding[]> {
  const maxTokens = Math.min(entry.sampling?.maxTokens ?? MAX_TOKENS, MAX_TOKENS);
  const short = { ...entry, sampling: { ...entry.sampling, maxTokens } };
  const modelWith = (used: Profile) =>
    createServerModel(short, {
      profile: used,
      ...(key === undefined ? {} : { key }),
    });
  const model = modelWith(profile);

  onStep('Asking for a short text…');
  const text = await probe(model, textQuestion(), signal);
  const streaming = streamingFinding(text);
  if (!text.ok) return [streaming];
  const probed: Probed[] = [text];

  let image: Finding = untestedImage('image');
  let images: Finding = untestedImage('images');
  let cached = { question: textQuestion(), reply: text.reply };
  if (entry.images !== false) {
    onStep('Sending a drawn picture…');
    const one = await probe(model, imageQuestion(), signal);
    probed.push(one);
    image = imageFinding(one, engine);
    if (one.ok) {
      cached = { question: imageQuestion(), reply: one.reply };
      onStep('Sending two pictures at once…');
      const two = await probe(model, imagesQuestion(), signal);
      probed.push(two);
      images = imagesFinding(two, engine);
    } else images = finding('images', 'untested', 'Several pictures were not tried.');
  }

  onStep('Asking again, for the prefix cache…');
  const again = await probe(model, followUp(cached.question, cached.reply.text), signal);
  onStep('Offering a function…');
  const toolProfile = profile.calls === 'tool' ? profile : PROFILES.get('tools');
  const call = await probe(modelWith(toolProfile ?? profile), toolQuestion(), signal);
  const tools = toolsFinding(call, engine, profile.calls === 'tool');
  probed.push(again, call);

  const thinks = probed.some((one) => one.ok && one.reply.thought.trim() !== '');
  if (thinks) onStep('Looking where thoughts stand…');
  return [
    streaming,
    reasoningFinding(thinks ? await fieldsOf(entry, asking) : undefined, engine),
    image,
    images,
    tools,
    cacheFinding(again, engine),
    profileFinding(entry, profile, tools.status === 'works'),
  ];
}

function untestedImage(id: 'image' | 'images'): Finding {
  return finding(id, 'untested', 'The entry says that the model takes no images.', {
    value: 'off',
  });
}

/** Where a model that thinks puts its thoughts. */
async function fieldsOf(entry: ModelEntry, asking: Asking): Promise<Thoughts> {
  try {
    return { fields: await reasoningFields(entry, asking) };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return { problem: error.message };
  }
}
