import { abortable } from '../browser/abortable.js'
import { createPromiseCache } from '../browser/createPromiseCache.js'
import { isServer } from '../browser/isServer.js'
import { readSameOriginCookie } from '../browser/readSameOriginCookie.js'
import { warnOnce } from '../browser/warnOnce.js'
import { dev } from '../dev.js'
import { ConfigurationError } from '../errors.js'
import { createHttp } from '../http/createHttp.js'
import { toBaseUrl } from '../http/toBaseUrl.js'
import type { ChatSessionService } from '../model/chatSessionService.js'
import { noEngagements } from '../model/noEngagements.js'
import { superOfficePolicy, superOfficeSchedule } from './superOfficePolicy.js'

export type SuperOfficeOptions = {
  /**
   * The tenant's API, `https://online.superoffice.com/Cust12345/api`, or a relay, `/chat-relay`; or who finds it out, since tenants move between
   * hosts: asked once, and again after a network failure. Tenants that share a QueryClient then need an `accountId` each.
   */
  baseUrl: string | (() => string | Promise<string>)
  /**
   * The whole `Authorization` header: `Basic …`, `SOTicket …` or `Bearer …`. Asked once, and anew when the service answers 401 or 403: the request is
   * then repeated once.
   */
  authorization?: (() => string | Promise<string>) | undefined
  /**
   * `X-XSRF-TOKEN`, for pages inside SuperOffice. A function is asked for each request.
   * @default without `authorization`, the cookie `XSRF-TOKEN`, where the API is on the page's own origin
   */
  xsrfToken?: string | (() => string | undefined | Promise<string | undefined>) | undefined
  /** `SO-AppToken`: a server's secret, never to be shipped to a browser. */
  appToken?: string | undefined
  /** The language that texts are translated to, such as `de`: `Accept-Language` and `SO-Language`. */
  language?: string | undefined
  /** How numbers and dates inside of texts are written, such as `de`. The service ignores it without a language. */
  culture?: string | undefined
  /**
   * The zone of the dates in answers. Without `,includeTZOffset` they have no offset, and `toChatSessionDate` cannot read them.
   * @default 'UTC,includeTZOffset'
   */
  timeZone?: string | undefined
}
/** From when on a request is slow ("NsApiSlow threshold"), in seconds. */
const slowAfter = 5

/**
 * SuperOffice's chat sessions.
 * @throws ConfigurationError when `baseUrl` is none
 * @example
 * superOffice({ baseUrl: 'https://online.superoffice.com/Cust12345/api', authorization: async () => `Bearer ${await getAccessToken()}` })
 */
export function superOffice(options: SuperOfficeOptions): ChatSessionService {
  const { baseUrl, authorization, xsrfToken, appToken, language, culture, timeZone = 'UTC,includeTZOffset' } = options
  const fixedUrl = typeof baseUrl === 'string' ? toApiUrl(baseUrl) : undefined
  if (appToken && !isServer) warnOnce('SO-AppToken is a secret of a server, and this is a browser: whoever visits the page can read it.')
  const toXsrfToken = async (address: string) => {
    if (typeof xsrfToken === 'function') return callOption('xsrfToken', xsrfToken)
    return xsrfToken ?? (authorization ? undefined : readSameOriginCookie('XSRF-TOKEN', address))
  }
  const fixedHeaders = {
    ...(appToken && { 'SO-AppToken': appToken }),
    ...(language && { 'Accept-Language': language, 'SO-Language': language }),
    ...(culture && { 'SO-Culture': culture }),
    'SO-TimeZone': timeZone,
  }

  return {
    key: fixedUrl ?? 'super-office',
    noEngagements,
    connect({ fetch, waitUntilSendable, emit }) {
      const baseUrlCache = createPromiseCache(
        superOfficePolicy.timeout,
        async () => fixedUrl ?? toApiUrl(await callOption('baseUrl', baseUrl as () => string)),
      )
      const authorizationCache = createPromiseCache(
        superOfficePolicy.timeout,
        async () => authorization && (await callOption('authorization', authorization)),
      )

      const send: typeof fetch = async (address, { headers, signal, ...request } = {}) => {
        const usedAuthorization = authorizationCache.get()
        const credentials = Promise.all([usedAuthorization, toXsrfToken(String(address))])
        const [authorizationHeader, token] = await abortable(credentials, signal ?? undefined)
        const sentHeaders = toHeaders({
          ...(headers as Record<string, string>),
          ...fixedHeaders,
          ...(authorizationHeader && { authorization: authorizationHeader }),
          ...(token && { 'X-XSRF-TOKEN': token }),
        })
        const timer = setTimeout(() => emit({ type: 'slow', after: slowAfter }), slowAfter * 1000)
        // Inside SuperOffice, and behind some relays, a cookie says who asks.
        const response = await fetch(address, {
          ...request,
          headers: sentHeaders,
          credentials: 'same-origin',
          signal: signal ?? null,
        }).finally(() => clearTimeout(timer))
        if (isRefused(response)) authorizationCache.invalidate(usedAuthorization)
        return response
      }

      return createHttp({
        async fetch(address, request) {
          const response = await send(address, request)
          if (!authorization || !isRefused(response)) return response
          await response.body?.cancel()
          return send(address, request)
        },
        policy: superOfficePolicy,
        schedule: superOfficeSchedule,
        waitUntilSendable,
        baseUrl: baseUrlCache.get,
        onRetry: (info) => emit({ type: 'retrying', ...info }),
        onNetworkFailure: () => baseUrlCache.invalidate(),
      })
    },
  }
}

const isRefused = ({ status }: Response) => status === 401 || status === 403

/** What the site's own function says. Its failure is no failure of the network, and is not retried as one. */
async function callOption<type>(name: string, getOption: () => type | Promise<type>): Promise<type> {
  try {
    return await getOption()
  } catch (cause) {
    throw new ConfigurationError(dev`superOffice's ${name}() failed. Make it return what the service is to be sent, or throw nothing.`, {
      cause,
    })
  }
}

function toHeaders(headers: Record<string, string>): Headers {
  try {
    return new Headers(headers)
  } catch (cause) {
    throw new ConfigurationError(
      dev`A header cannot be sent. Give superOffice an authorization, tokens and languages without line breaks and signs that headers may not hold.`,
      { cause },
    )
  }
}

/** `/api/v1` of a tenant, however much of it was written. */
function toApiUrl(text: string): string {
  const base = toBaseUrl(text)
  if (base) return `${base.replace(/(\/api(\/v1)?)?$/i, '')}/api/v1`
  throw new ConfigurationError(
    dev`superOffice's baseUrl "${text}" cannot be used: give an address like https://online.superoffice.com/Cust12345/api, or a path on the page's own origin.`,
  )
}
