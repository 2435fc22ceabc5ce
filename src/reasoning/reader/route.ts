const ROUTE = /^[ \t>*_-]*Route:?[*_]*:?[ \t]*[*_`"]*(look|direct)\b.*$/imu;

/** The route that a model chose in a line of its own; undefined when it wrote none. */
export function readRoute(text: string): 'look' | 'direct' | undefined {
  return ROUTE.exec(text)?.[1]?.toLowerCase() as 'look' | 'direct' | undefined;
}

/** A text without the line of the route. */
export function withoutRoute(text: string): string {
  return text.replace(ROUTE, '').trim();
}
