/** Returns the host of an address, with its port. Returns undefined for a path where there is no page. */
export function toHost(input: RequestInfo | URL): string | undefined {
  try {
    return new URL(input instanceof Request ? input.url : input, globalThis.location?.href).host
  } catch {
    return undefined
  }
}
