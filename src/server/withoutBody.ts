/** Returns a request that the site's functions may read, without the body that the relay reads. */
export function withoutBody(request: Request): Request {
  const { url, method, headers, body } = request
  return body ? new Request(url, { method, headers }) : request
}
