import { Component, h, type ComponentChild, type FunctionComponent } from 'preact';

/** A component that is drawn anew only when one of its properties is another. (`preact/compat` would change how events work.) */
export function memo<P extends object>(inner: FunctionComponent<P>): FunctionComponent<P> {
  class Memo extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      const now = this.props as P;
      const keys = Object.keys(next) as (keyof P)[];
      return (
        keys.length !== Object.keys(now).length ||
        keys.some((key) => !Object.is(next[key as keyof typeof next], now[key]))
      );
    }

    override render(): ComponentChild {
      return h(inner, this.props as P);
    }
  }
  return Memo as unknown as FunctionComponent<P>;
}
