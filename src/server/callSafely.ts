/** Calls a function of the site. Returns undefined if the function throws. If it returns a promise, a rejection must not end the process. */
export function callSafely<type>(call: () => type): type | undefined {
  try {
    const result = call()
    Promise.resolve(result).catch(() => {})
    return result
  } catch {
    return undefined
  }
}
