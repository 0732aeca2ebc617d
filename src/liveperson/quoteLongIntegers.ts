/** Matches a whole string, or a whole number. A string that does not end is matched to the end of the text. */
const tokens = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"?|[-+.\deE]+/g

/** Puts the integers of a JSON text that have 16 digits or more into quotes. `JSON.parse` would round such an id. */
export function quoteLongIntegers(text: string): string {
  return text.replace(tokens, (token) => (/^-?\d{16,}$/.test(token) ? `"${token}"` : token))
}
