import { createClientStorage } from '../browser/createClientStorage.js'
import { toStoragePrefix } from '../client/toStoragePrefix.js'
import { validateClientOptions } from '../client/validateClientOptions.js'
import { dev } from '../dev.js'
import { ConfigurationError } from '../errors.js'
import { toBaseUrl } from '../http/toBaseUrl.js'
import type { KnownIds } from '../model/engagement.js'
import type { EngagementService } from '../model/engagementService.js'
import type { Question } from '../model/question.js'
import { toAnswerKey } from '../model/toAnswerKey.js'
import type { InlineScriptSettings } from './inlineScript.js'
import { text as head } from './inlineScript.js?script'

/**
 * The largest body of a request with `keepalive`, in bytes. Over HTTP/1.1, Firefox 153 delays a request without `keepalive` until the
 * stylesheets of the head are loaded (measured: bench/README.md, "Engines"). The outbox uses at most 60 kB of the browser's 64 KiB for such bodies.
 */
const maxKeepaliveBody = 4000

/** The options of the client, and its first question. */
export type PreloadScriptParameters = {
  /** The `accountId` of the client. */
  accountId: string
  /** The service of the client. The service must have a `domain`. */
  service: EngagementService
  /**
   * The question of the first render, or an equal one.
   * @default {}
   */
  question?: Question | undefined
  /**
   * The visitor's consent. With `required`, the script is empty. Pass `granted` if the server knows that the visitor has given consent.
   * @default 'granted'
   */
  consent?: 'granted' | 'required' | undefined
  /**
   * The `privacySignal` option of the client. With `gpc`, the script sends nothing for a visitor whose browser sends Global Privacy Control.
   * @default 'ignore'
   */
  privacySignal?: 'ignore' | 'gpc' | undefined
  /**
   * The `reuse` option of the client.
   * @default false
   */
  reuse?: boolean | undefined
  /** A client with its own identity, storage or `fetch` sends another request than the script would. */
  identity?: undefined
  /** A client with a storage of its own cannot use the script. */
  storage?: undefined
  /** A client with a `fetch` of its own cannot use the script. */
  fetch?: undefined
}

/** The inline script, and its hash. */
export type PreloadScript = {
  /**
   * The script. Put it into a `<script>` in the page's head, before the page's bundle. Alternatively, put it into a file that a `<script>` without
   * `async` loads there.
   */
  text: string
  /** The hash of the text, `sha256-…`. Put it in quotes into the `script-src` of a Content Security Policy. */
  hash: string
}

/**
 * Makes the inline script, which sends the engagement request before the page's bundle is there. The script sends the same request as the client's
 * first render, and the client takes the response. Call `preloadScript` on the server or when the site is built, because its result depends only
 * on the parameters.
 *
 * For a visitor in a session, the script sends the request immediately. For a new visitor, the script starts a session under the lock of the
 * site's tabs. The script stores that session in `localStorage`. The client sends the request instead if another tab is starting a session,
 * without Web Locks (plain http), and offline. On a prerendered page, the script sends its request when the page is shown.
 * @throws ConfigurationError if the service has no `domain`, or if an option is invalid
 * @example
 * const { text, hash } = await preloadScript({ accountId: '12345678', service: appEngagement({ domain: 'lo.msdkgw.example' }) })
 */
export async function preloadScript({
  accountId,
  service,
  question = {},
  consent,
  privacySignal = 'ignore',
  reuse,
}: PreloadScriptParameters): Promise<PreloadScript> {
  validateClientOptions(accountId, service, service.schedule, 0)
  if (!toBaseUrl(service.domain)) {
    throw new ConfigurationError(
      dev`preloadScript() needs the \`domain\` of the service, because the script cannot call the Domain API. Give the service its \`domain\`.`,
    )
  }
  const noIds = { visitorId: undefined, sessionId: undefined, pageId: undefined }
  const visitor = { ...noIds, visitorId: '(v)' }
  const capture = (knownIds: KnownIds) => captureRequest(accountId, service, knownIds, question)
  const [first, ...rest] = [await capture(noIds), await capture(visitor), await capture({ ...visitor, sessionId: '(s)' })]
  const { keepalive, signal, ...init } = first.init
  const isSmall = new TextEncoder().encode(init.body).length <= maxKeepaliveBody
  const urls = [first, ...rest].map(({ url }) => url)
  const settings: InlineScriptSettings = [
    toStoragePrefix(accountId, service),
    urls,
    { ...init, ...(isSmall && { keepalive: true }) } as InlineScriptSettings[2],
    reuse ? toAnswerKey(question, service) : '',
    service.sessionLimits.idleTimeout * 1000,
    privacySignal !== 'ignore',
  ]
  const text = consent === 'required' ? '' : head.replace('inlineScriptSettings', () => toSource(settings))
  return { text, hash: await toHash(text) }
}

type CapturedRequest = { url: string; init: RequestInit & { body: string } }

/** Resolves with the request that a client would send. A `fetch` that sends nothing captures the request. */
function captureRequest(accountId: string, service: EngagementService, knownIds: KnownIds, question: Question): Promise<CapturedRequest> {
  return new Promise((resolve, reject) => {
    const http = service.connect({
      accountId,
      schedule: [],
      jitter: 0,
      storage: createClientStorage(null),
      waitUntilSendable: async () => {},
      emit() {},
      async fetch(url, init) {
        resolve({ url: String(url), init: init as CapturedRequest['init'] })
        return new Response('{}')
      },
    })
    // The request is captured before its response is read, so the empty response does no harm.
    service.getEngagement(http, { knownIds, question, signal: new AbortController().signal }).catch(reject)
  })
}

/** Escapes `<`, so that the text cannot end its `<script>` element or begin a comment there. */
function toSource(settings: InlineScriptSettings): string {
  return JSON.stringify(settings).replaceAll('<', '\\u003c')
}

async function toHash(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return `sha256-${btoa(String.fromCharCode(...bytes))}`
}
