/**
 * What one side of a boundary offers, written as one interface:
 *
 *     interface SandboxApi {
 *       requests: { run(params: { code: string }): Observation };
 *       streams: { generate(params: Prompt): Token };
 *       events: { progress: { done: number } };
 *     }
 *
 * Each part may be left out. Parameters and replies are structured data: null, booleans, numbers, strings, `Uint8Array`,
 * arrays and plain objects.
 */
export interface Api {
  requests?: object;
  streams?: object;
  events?: object;
}

type Part<A extends Api, P extends keyof Api> = A extends { [K in P]: infer T } ? T : object;

export type RequestName<A extends Api> = keyof Part<A, 'requests'> & string;
export type StreamName<A extends Api> = keyof Part<A, 'streams'> & string;
export type EventName<A extends Api> = keyof Part<A, 'events'> & string;

type ParamsOf<F> = F extends () => unknown
  ? undefined
  : F extends (params: infer P) => unknown
    ? P
    : never;
type ResultOf<F> = F extends (params: never) => infer R ? R : never;

export type RequestParams<A extends Api, M extends RequestName<A>> = ParamsOf<
  Part<A, 'requests'>[M & keyof Part<A, 'requests'>]
>;
export type Reply<A extends Api, M extends RequestName<A>> = ResultOf<
  Part<A, 'requests'>[M & keyof Part<A, 'requests'>]
>;
export type StreamParams<A extends Api, M extends StreamName<A>> = ParamsOf<
  Part<A, 'streams'>[M & keyof Part<A, 'streams'>]
>;
export type Item<A extends Api, M extends StreamName<A>> = ResultOf<
  Part<A, 'streams'>[M & keyof Part<A, 'streams'>]
>;
export type EventValue<A extends Api, E extends EventName<A>> = Part<A, 'events'>[E &
  keyof Part<A, 'events'>];

/**
 * Turns what arrived into the type it should have, or throws. A zod schema's `parse` is one. Without a check a value is taken for
 * what the interface says: do that only where the peer is trusted.
 */
export type Check<T> = (received: unknown) => T;
