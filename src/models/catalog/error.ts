/**
 * `input`: the name, dtype, address or folder given cannot be used; `notFound`: no such model, repository, revision or file; `access`:
 * the hub wants a token, or a licence accepted; `network`: the hub, mirror or proxy does not answer or answers wrongly; `corrupt`: what
 * came is not what was promised; `disk`: no room, or a file cannot be written; `busy`: another pull or removal is at work on this model;
 * `hostile`: a listing or folder that must not be trusted; `cancelled`: the user did not want it.
 */
export type CatalogErrorKind =
  | 'input'
  | 'notFound'
  | 'access'
  | 'network'
  | 'corrupt'
  | 'disk'
  | 'busy'
  | 'hostile'
  | 'cancelled';

/** A pull, import or removal that failed. The message is for the user: what was wrong, where, and what to do. */
export class CatalogError extends Error {
  override readonly name = 'CatalogError';
  readonly kind: CatalogErrorKind;
  /** A page that helps: where a licence is accepted. */
  readonly page?: string;

  constructor(
    kind: CatalogErrorKind,
    message: string,
    { page, ...options }: ErrorOptions & { readonly page?: string } = {},
  ) {
    super(message, options);
    this.kind = kind;
    if (page !== undefined) this.page = page;
  }
}
