/** A long run of the characters of tokens. No plain language has such a run. */
const tokens = /[\w.~+/=-]{24,}/g

/** Removes each possible token from the text of an error, because a service may quote the request. */
export function hideTokens(text: string): string {
  return text.replace(tokens, '…')
}
