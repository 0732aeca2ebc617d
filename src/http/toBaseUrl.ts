/**
 * Converts a domain to the base of a service's addresses. A domain is a host, an origin, or a path on the page's own origin.
 * @returns the base without a slash at its end; undefined if the domain is invalid
 */
export function toBaseUrl(domain = ''): string | undefined {
  if (!/^(https?:\/\/|\/)?[\w.-]+(:\d+)?(\/[^?#\s]*)?$/i.test(domain)) return undefined
  return domain.replace(/^(?!https?:\/\/|\/)/i, 'https://').replace(/\/+$/, '')
}
