/** Reads where a service is: a host, an origin, or a path on the page's own origin. Without a slash at its end; undefined where it is none of them. */
export function toBaseUrl(domain = ''): string | undefined {
  if (!/^(https?:\/\/|\/)?[\w.-]+(:\d+)?(\/[^?#\s]*)?$/i.test(domain)) return undefined
  return domain.replace(/^(?!https?:\/\/|\/)/i, 'https://').replace(/\/+$/, '')
}
