/** Ends a request with a response of the relay itself. `reason` is a constant text, so no event and no response shows a secret. */
export class Refusal extends Error {
  override name = 'Refusal'

  constructor(
    readonly status: number,
    readonly reason: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(reason)
  }
}
