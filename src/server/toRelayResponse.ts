/** A number of seconds, or a date of HTTP. */
const delay = /^(\d{1,9}|[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT)$/

/** These have no body. */
const bodilessStatuses = [204, 205]

export type RelayAnswer = { status: number; body: string | null; retryAfter?: string | null; headers?: Record<string, string> }

/** Makes the response to the browser. It has no other header of the service, and no CORS header. */
export function toRelayResponse({ status, body, retryAfter, headers }: RelayAnswer): Response {
  const sentBody = bodilessStatuses.includes(status) ? null : body
  return new Response(sentBody, {
    status,
    headers: {
      ...(sentBody !== null && { 'content-type': 'application/json' }),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...(retryAfter && delay.test(retryAfter) && { 'retry-after': retryAfter }),
      ...headers,
    },
  })
}
