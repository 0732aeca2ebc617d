import type { PreloadedRequest } from '../browser/preloadedRequest.js'

/** What the script in the page's head works with. A list, since names would travel. */
export type InlineScriptSettings = readonly [
  /** What the client's keys and locks begin with. */
  key: string,
  /** Of the request that the client would make, with `(v)` and `(s)` for its ids: of nobody, of a visitor, of a visitor in a session. */
  urls: readonly string[],
  /** The rest of that request. */
  request: PreloadedRequest & Pick<RequestInit, 'method' | 'headers' | 'credentials'>,
  /** The question's name among the answers that the client keeps for the next page; none where it keeps none. */
  questionHash: string,
]

type Ids = { visitorId?: string; sessionId?: string }

/** As the client keeps them. */
type Answers = Record<string, Record<string, { expiresAt: number }>>

declare const inlineScriptSettings: InlineScriptSettings

const [key, urls, preloaded, questionHash] = inlineScriptSettings
const { locks, onLine } = navigator
const page = window as { reactEngagement?: PreloadedRequest }
let text: string

/** As the client's keep reads. */
function read<type extends object>(key: string): Partial<type> {
  try {
    const { expiresAt, value } = JSON.parse(localStorage.getItem(key) as string)
    if (Date.now() < expiresAt) return value
  } catch {}
  return {}
}

function toUrl({ visitorId = '', sessionId = '' }: Ids): string {
  const url = urls[sessionId ? 2 : visitorId ? 1 : 0] as string
  return url.replace('(v)', encodeURIComponent(visitorId)).replace('(s)', encodeURIComponent(sessionId))
}

function discard(): void {
  preloaded.url = ''
}

/** Asks, and leaves the answer where the client's fetch looks for it: for as long as it is fresh, and a failure as long. */
function request(ids: Ids): Promise<unknown> {
  preloaded.url = toUrl(ids)
  preloaded.response = fetch(preloaded.url, { ...preloaded, signal: AbortSignal.timeout(10_000) }).then(async (response) => {
    text = await response.text()
    return new Response(text, response)
  })
  return preloaded.response.catch(() => {}).then(() => setTimeout(discard, 10_000))
}

function acquireLock(name: string, task: (lock: unknown) => unknown): void {
  locks?.request(name, { ifAvailable: true }, task).catch(() => {})
}

/** As the client's start: what came of the ask is marked and kept before another tab may ask. */
async function startSession(): Promise<void> {
  const { held: heldLocks } = await locks.query()
  // Another tab has just started one, though it may not be seen in the storage yet.
  if (heldLocks?.some(({ name }) => name?.startsWith(`${key}:started:`))) return
  await request(read(key))
  // A loading account names the visitor in a text.
  const { message, visitorId = /vid:\s*([^\s,]+)/.exec(message)?.[1], sessionId } = JSON.parse(text)
  // A log-out or a refusal came first.
  if (!preloaded.url || typeof visitorId !== 'string') return
  preloaded.url = toUrl({ visitorId, sessionId })
  if (typeof sessionId === 'string') {
    // Locks are given in the order in which they were asked for: it is held before another tab holds the first one.
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
  localStorage.setItem(key, JSON.stringify({ expiresAt: startedAt + 30 * 60_000, value: { visitorId, sessionId, startedAt } }))
}

// A client that is there already asks for itself; without a network it waits for one.
if (onLine && !page.reactEngagement) {
  page.reactEngagement = preloaded
  addEventListener('storage', (event) => event.key === `${key}:message` && discard())
  const ids = read<Ids>(key)
  if (!ids.sessionId) acquireLock(key, (lock) => lock && startSession())
  else if (!((read<Answers>(`${key}:answers`)[ids.sessionId]?.[questionHash]?.expiresAt as number) > Date.now())) void request(ids)
}
