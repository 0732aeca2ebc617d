import type { PreloadedRequest } from '../browser/preloadedRequest.js'

/** The settings of the inline script. The type is a list, because the names of members would enlarge the script. */
export type InlineScriptSettings = readonly [
  /** The prefix of the client's keys and locks. */
  key: string,
  /**
   * The addresses of the client's request without ids, for a visitor, and for a visitor in a session. `(v)` stands for the visitor's id, and `(s)`
   * for the session's.
   */
  urls: readonly string[],
  /** The client's request, without its address. */
  request: PreloadedRequest & Pick<RequestInit, 'method' | 'headers' | 'credentials' | 'redirect' | 'referrerPolicy' | 'keepalive'>,
  /** The hash of the question, which names its stored answer. Empty if the client stores no answers. */
  questionHash: string,
  /** In milliseconds. */
  sessionIdleTimeout: number,
  /** True if Global Privacy Control counts as a denial of consent. */
  heedsPrivacySignal: boolean,
]

type Ids = { visitorId?: string; sessionId?: string }

/** The stored answers: per session, per hash of a question. */
type Answers = Record<string, Record<string, { expiresAt: number }>>

declare const inlineScriptSettings: InlineScriptSettings

const [key, urls, preloaded, questionHash, sessionIdleTimeout, heedsPrivacySignal] = inlineScriptSettings
const { locks, globalPrivacyControl } = navigator as Navigator & { globalPrivacyControl?: boolean }
const page = window as { reactEngagement?: PreloadedRequest }
let text: string

/** Reads a value in the same way as the client's storage (`browser/createClientStorage.ts`). The numbers are a day and 5 minutes. */
function read<type extends object>(key: string): Partial<type> {
  try {
    const { expiresAt, storedAt = expiresAt - 864e5, value } = JSON.parse(localStorage.getItem(key) as string)
    const now = Date.now()
    if (now < expiresAt && storedAt <= now + 3e5) return value
  } catch {}
  return {}
}

function toUrl({ visitorId = '', sessionId = '' }: Ids): string {
  const url = urls[sessionId ? 2 : visitorId ? 1 : 0] as string
  return (url[0] === '/' ? origin : '') + url.replace('(v)', encodeURIComponent(visitorId)).replace('(s)', encodeURIComponent(sessionId))
}

function discard(): void {
  preloaded.url = ''
}

/** Sends the request, and puts its response where the client's `fetch` looks for it. Discards the result 10 s after the request has ended. */
function request(ids: Ids): Promise<unknown> {
  preloaded.url = toUrl(ids)
  const controller = new AbortController()
  // After a busy time, the first timer may run before a response that is there. The second timer gives the response its turn.
  setTimeout(() => setTimeout(() => controller.abort(), 100), 9900)
  preloaded.response = fetch(preloaded.url, { ...preloaded, signal: controller.signal }).then(async (response) => {
    text = await response.text()
    return new Response(text, response)
  })
  return preloaded.response.catch(() => {}).then(() => setTimeout(discard, 10_000))
}

function acquireLock(name: string, task: (lock: unknown) => unknown): void {
  locks?.request(name, { ifAvailable: true }, task).catch(() => {})
}

/** Starts a session in the same way as the client. Publishes the marker and stores the ids before another tab gets the lock. */
async function startSession(): Promise<void> {
  const { held: heldLocks } = await locks.query()
  // Another tab has just started a session. The storage of this process may not show the ids yet.
  if (heldLocks?.some(({ name }) => name?.startsWith(`${key}:started:`))) return
  await request(read(key))
  // The response of a loading account contains the visitor's id in a text.
  const { message, visitorId = /vid:\s*(?!null\b|undefined\b)([^\s,]+)/.exec(message)?.[1], sessionId } = JSON.parse(text)
  // A tab that did not wait for the lock has stored a session. The client sends its request in that session.
  if (read<Ids>(key).sessionId) discard()
  // A log-out or a denial of consent came before the response.
  if (!preloaded.url || typeof visitorId !== 'string') return
  preloaded.url = toUrl({ visitorId, sessionId })
  if (typeof sessionId === 'string') {
    // The browser grants locks in the order of their requests. So this tab holds the marker before another tab gets the session lock.
    acquireLock(
      `${key}:started:${JSON.stringify([visitorId, sessionId])}`,
      () =>
        new Promise((release) => {
          setTimeout(release, 1000)
          addEventListener('pagehide', release)
        }),
    )
  }
  const startedAt = Date.now()
  const expiresAt = startedAt + sessionIdleTimeout
  localStorage.setItem(key, JSON.stringify({ storedAt: startedAt, expiresAt, value: { visitorId, sessionId, startedAt } }))
}

/**
 * Sends nothing if a client is running, because that client sends the request. An element of this name is no client. Offline, the client decides when
 * to send. For a visitor who refuses by the privacy signal, the script does nothing, and the client erases the stored data.
 */
function start(): void {
  const isClientRunning = Object.getPrototypeOf(page.reactEngagement ?? 0) === Object.prototype
  if (!navigator.onLine || isClientRunning || (heedsPrivacySignal && globalPrivacyControl)) return
  page.reactEngagement = preloaded
  addEventListener('storage', (event) => event.key === `${key}:message` && discard())
  const ids = read<Ids>(key)
  if (!ids.sessionId) acquireLock(key, (lock) => lock && startSession())
  else if (!((read<Answers>(`${key}:answers`)[ids.sessionId]?.[questionHash]?.expiresAt as number) > Date.now())) void request(ids)
}

// A visitor may never see a prerendered page. The event does not bubble to the window.
if ((document as { prerendering?: boolean }).prerendering) document.addEventListener('prerenderingchange', start)
else start()
