import { abortable } from '../browser/abortable.js'
import { createPromiseCache } from '../browser/createPromiseCache.js'
import { isServer } from '../browser/isServer.js'
import { readSameOriginCookie } from '../browser/readSameOriginCookie.js'
import { toAbsoluteUrl } from '../browser/toAbsoluteUrl.js'
import { warnOnce } from '../browser/warnOnce.js'
import { dev } from '../dev.js'
import { ConfigurationError } from '../errors.js'
import { createHttp } from '../http/createHttp.js'
import type { ChatSessionService } from '../model/chatSessionService.js'
import { noEngagements } from '../model/noEngagements.js'
import { superOfficePolicy, superOfficeSchedule } from './superOfficePolicy.js'
import { toApiUrl } from './toApiUrl.js'

export type SuperOfficeOptions = {
  /**
   * The address of the tenant's API, `https://online.superoffice.com/Cust12345/api`, or of a relay, `/chat-relay`. A function can look the address up,
   * because tenants move between hosts. The function is called once, and again after a network failure. With a function, tenants that share a QueryClient
   * need an `accountId` each.
   */
  baseUrl: string | (() => string | Promise<string>)
  /**
   * Returns the whole `Authorization` header: `Basic …`, `SOTicket …` or `Bearer …`. The function is called once, and again after each answer 401 or
   * 403. The request is then repeated once.
   */
  authorization?: (() => string | Promise<string>) | undefined
  /**
   * The header `X-XSRF-TOKEN`, for pages inside SuperOffice. A function is called for each request.
   * @default the cookie `XSRF-TOKEN`, if there is no `authorization` and the API is on the page's own origin
   */
  xsrfToken?: string | (() => string | undefined | Promise<string | undefined>) | undefined
  /** The header `SO-AppToken`. It is a server's secret, so never ship it to a browser. */
  appToken?: string | undefined
  /** The language of translated texts, such as `de`, for the headers `Accept-Language` and `SO-Language`. */
  language?: string | undefined
  /** The format of numbers and dates inside texts, such as `de`. The service ignores the culture if there is no `language`. */
  culture?: string | undefined
  /**
   * The time zone of the dates in answers. Without `,includeTZOffset`, dates have no offset, and `toChatSessionDate` cannot read them.
   * @default 'UTC,includeTZOffset'
   */
  timeZone?: string | undefined
}

/** The time after which a request is slow ("NsApiSlow threshold"), in seconds. */
const slowAfter = 5

/**
 * Creates the service of SuperOffice's chat sessions.
 * @throws ConfigurationError if `baseUrl` is no address
 * @example
 * superOffice({ baseUrl: 'https://online.superoffice.com/Cust12345/api', authorization: async () => `Bearer ${await getAccessToken()}` })
 */
export function superOffice(options: SuperOfficeOptions): ChatSessionService {
  const { baseUrl, authorization, xsrfToken, appToken, language, culture, timeZone = 'UTC,includeTZOffset' } = options
  const fixedUrl = typeof baseUrl === 'string' ? requireApiUrl(baseUrl) : undefined
  if (appToken && !isServer)
    warnOnce(
      dev`SO-AppToken is a secret of a server, and this is a browser. Every visitor of the page can read it. Remove appToken from the options.`,
    )
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
    connect({ fetch, waitUntilSendable, network, emit }) {
      const baseUrlCache = createPromiseCache(superOfficePolicy.timeout, async () =>
        toAbsoluteUrl(fixedUrl ?? requireApiUrl(await callOption('baseUrl', baseUrl as () => string))),
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
        // Inside SuperOffice, and behind some relays, a cookie authenticates the request.
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
        network,
        baseUrl: baseUrlCache.get,
        onRetry: (info) => emit({ type: 'retrying', ...info }),
        onNetworkFailure: () => baseUrlCache.invalidate(),
      })
    },
  }
}

const isRefused = ({ status }: Response) => status === 401 || status === 403

/** Calls the site's own function. Its failure becomes a ConfigurationError, because a network failure would be retried. */
async function callOption<type>(name: string, getOption: () => type | Promise<type>): Promise<type> {
  try {
    return await getOption()
  } catch (cause) {
    throw new ConfigurationError(dev`superOffice's ${name}() failed. Make the function return a value, and handle its errors inside.`, {
      cause,
    })
  }
}

function toHeaders(headers: Record<string, string>): Headers {
  try {
    return new Headers(headers)
  } catch (cause) {
    throw new ConfigurationError(
      dev`A header cannot be sent, because it has a line break or another character that headers do not allow. Check superOffice's authorization, tokens and languages.`,
      { cause },
    )
  }
}

function requireApiUrl(text: string): string {
  const url = toApiUrl(text)
  if (url) return url
  throw new ConfigurationError(
    dev`superOffice's baseUrl "${text}" cannot be used. Give an address like https://online.superoffice.com/Cust12345/api, or a path on the page's own origin.`,
  )
}
