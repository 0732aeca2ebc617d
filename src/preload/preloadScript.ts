import { toStoragePrefix } from '../client/toStoragePrefix.js'
import { validateClientOptions } from '../client/validateClientOptions.js'
import { dev } from '../dev.js'
import { ConfigurationError } from '../errors.js'
import { createHttp } from '../http/createHttp.js'
import { toBaseUrl } from '../http/toBaseUrl.js'
import { livePersonPolicy } from '../liveperson/livePersonPolicy.js'
import type { KnownIds } from '../model/engagement.js'
import { hashQuestion } from '../model/hashQuestion.js'
import type { Question } from '../model/question.js'
import type { EngagementService } from '../model/service.js'
import type { InlineScriptSettings } from './inlineScript.js'
import { text as head } from './inlineScript.js?script'

/** What the client is made with, and what is asked first. */
export type PreloadScriptParameters = {
  accountId: string
  /** It names its `domain`. */
  service: EngagementService
  /** Of the first render: the same object, or one that is written alike. */
  question?: Question | undefined
  /**
   * With `required` the script is empty: pass `granted` for a visitor of whom the server knows that.
   * @default 'granted'
   */
  consent?: 'granted' | 'required' | undefined
  /** As the client has it. @default false */
  reuse?: boolean | undefined
  /** A client with an identity, a storage or a fetch of its own asks otherwise. */
  identity?: undefined
  storage?: undefined
  fetch?: undefined
}

export type PreloadScript = {
  /** The script: for a `<script>` in the page's head, before the page's bundle, or for a file that one there names, without `async`. */
  text: string
  /** For the `script-src` of a Content Security Policy, in quotes: `sha256-…` of the text. */
  hash: string
}

/**
 * Makes the script that asks for an engagement before the page's bundle is there: with the very request that the client's first render would send,
 * whose answer the client then takes. Call it on the server or when the site is built: the text depends on nothing but what is given.
 *
 * Of a visitor in a session it asks at once. A new visitor's session it starts under the lock of the site's tabs, and leaves it in `localStorage`;
 * where another tab is just starting one, where there are no Web Locks (plain http), and offline, it leaves the asking to the client.
 * @throws ConfigurationError when the service names no `domain`, or an option cannot work
 * @example
 * const { text, hash } = await preloadScript({ accountId: '12345678', service: appEngagement({ domain: 'lo.msdkgw.example' }) })
 */
export async function preloadScript({
  accountId,
  service,
  question = {},
  consent,
  reuse,
}: PreloadScriptParameters): Promise<PreloadScript> {
  validateClientOptions(accountId, service, service.schedule, 0)
  const base = toBaseUrl(service.domain)
  if (!base) {
    throw new ConfigurationError(
      dev`preloadScript() needs the \`domain\` of the service: a head start that first asks the Domain API is none.`,
    )
  }
  const noIds = { visitorId: undefined, sessionId: undefined, pageId: undefined }
  const visitor = { ...noIds, visitorId: '(v)' }
  const capture = (knownIds: KnownIds) => captureRequest(service, `${base}/api/account/${accountId}`, knownIds, question)
  const [first, ...rest] = [await capture(noIds), await capture(visitor), await capture({ ...visitor, sessionId: '(s)' })]
  const { keepalive, signal, ...init } = first.init
  const urls = [first, ...rest].map(({ url }) => url)
  const settings: InlineScriptSettings = [
    toStoragePrefix(accountId, service),
    urls,
    init as InlineScriptSettings[2],
    reuse ? hashQuestion(question) : '',
  ]
  const text = consent === 'required' ? '' : head.replace('inlineScriptSettings', () => toSource(settings))
  return { text, hash: await toHash(text) }
}

type CapturedRequest = { url: string; init: RequestInit & { body: string } }

/** The request that a client would make, taken from where it would be sent. */
function captureRequest(service: EngagementService, baseUrl: string, knownIds: KnownIds, question: Question): Promise<CapturedRequest> {
  return new Promise((resolve, reject) => {
    const http = createHttp({
      policy: livePersonPolicy,
      schedule: [],
      baseUrl: async () => baseUrl,
      async fetch(url, init) {
        resolve({ url: String(url), init: init as CapturedRequest['init'] })
        return new Response('{}')
      },
    })
    // Once the request is known, what becomes of it is of no interest.
    service.getEngagement(http, { knownIds, question, signal: new AbortController().signal }).catch(reject)
  })
}

/** Nothing in it ends the element that it is put into, or begins a comment there. */
function toSource(settings: InlineScriptSettings): string {
  return JSON.stringify(settings).replaceAll('<', '\\u003c')
}

async function toHash(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return `sha256-${btoa(String.fromCharCode(...bytes))}`
}
