/** Returns a plain request for the site's functions, without the body that the relay reads. */
export function withoutBody({ url, method, headers }: Request): Request {
  return new Request(url, { method, headers })
}
