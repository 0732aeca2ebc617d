import { toClientKey } from '../client/toClientKey.js'
import { toServiceUrl } from '../client/toServiceUrl.js'
import { dev } from '../dev.js'
import { ConfigurationError } from '../errors.js'
import { createHttp } from '../http/createHttp.js'
import { livePersonPolicy } from '../liveperson/livePersonPolicy.js'
import { digest } from '../model/digest.js'
import type { HeldIds } from '../model/engagement.js'
import type { Question } from '../model/question.js'
import type { EngagementService } from '../model/service.js'
import type { HeadSettings } from './head.js'
import { text as head } from './head.js?script'

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
  const base = toServiceUrl(accountId, service, service.schedule, 0)
  if (!base) {
    throw new ConfigurationError(
      dev`preloadScript() needs the \`domain\` of the service: a head start that first asks the Domain API is none.`,
    )
  }
  const nobody = { visitorId: undefined, sessionId: undefined, pageId: undefined }
  const visitor = { ...nobody, visitorId: '(v)' }
  const ask = (held: HeldIds) => toRequest(service, `${base}/api/account/${accountId}`, held, question)
  const [first, ...others] = [await ask(nobody), await ask(visitor), await ask({ ...visitor, sessionId: '(s)' })]
  const { keepalive, signal, ...init } = first.init
  const urls = [first, ...others].map(({ url }) => url)
  const settings: HeadSettings = [toClientKey(accountId, service), urls, init as HeadSettings[2], reuse ? digest(question) : '']
  const text = consent === 'required' ? '' : head.replace('headSettings', () => toSource(settings))
  return { text, hash: await toHash(text) }
}

type Recorded = { url: string; init: RequestInit & { body: string } }

/** The request that a client would make, taken from where it would be sent. */
function toRequest(service: EngagementService, baseUrl: string, held: HeldIds, question: Question): Promise<Recorded> {
  return new Promise((resolve, reject) => {
    const http = createHttp({
      policy: livePersonPolicy,
      schedule: [],
      baseUrl: async () => baseUrl,
      async fetch(url, init) {
        resolve({ url: String(url), init: init as Recorded['init'] })
        return new Response('{}')
      },
    })
    // Once the request is known, what becomes of it is of no interest.
    service.getEngagement(http, { held, question, signal: new AbortController().signal }).catch(reject)
  })
}

/** Nothing in it ends the element that it is put into, or begins a comment there. */
function toSource(settings: HeadSettings): string {
  return JSON.stringify(settings).replaceAll('<', '\\u003c')
}

async function toHash(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return `sha256-${btoa(String.fromCharCode(...bytes))}`
}
