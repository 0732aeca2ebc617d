import type { FetchStatus } from '@tanstack/react-query'
import { isExpired, isHeardHere } from '../browser/expiry.js'
import { isServer } from '../browser/isServer.js'
import { isOnline, onlineTypes } from '../browser/online.js'
import { sharePage, visibilityTypes } from '../browser/page.js'
import type { EngagementClient } from '../client/engagementClient.js'
import type { Engagement } from '../model/engagement.js'
import type { SessionStore } from '../session/createSession.js'

/** What there is to show of an engagement. */
export type EngagementView = {
  /** What became of the question, or of the app's own. */
  outcome: Outcome
  /** The answer; undefined while loading and after an error. */
  engagement: Engagement | undefined
  status: Engagement['status'] | 'loading' | 'error'
  /** The offer's time is over. */
  isExpired: boolean
  /** The browser has no network. */
  isOffline: boolean
  /** The visitor dismissed an offer, in this session. */
  isDismissed: boolean
}

/** A source for `useSyncExternalStore`, which all buttons of an engagement share: what each of them held and heard by itself would add up. */
export type EngagementViews = {
  subscribe: (listener: () => void) => () => void
  getSnapshot: () => EngagementView
  /** What the server rendered with: none of the answers that this page has asked for itself since, and nothing that only a browser knows. */
  getServerSnapshot: () => EngagementView
  /** As it is at this moment: of an answer that has just come, nobody may have been told yet. */
  read: () => EngagementView
  /** Not of an answer that the app has. */
  asking: Asking | undefined
}

type Asking = {
  subscribe: (listener: () => void) => () => void
  /** Asks anew where the offer has expired. */
  refresh: () => Promise<void>
  /** Asks anew after an error. */
  retry: () => Promise<unknown>
}

/** What became of a question: neither data nor error while it is asked for the first time. */
type Outcome = { data: Engagement | undefined; error: unknown; fetchStatus: FetchStatus }

export const nothingYet: Outcome = { data: undefined, error: null, fetchStatus: 'idle' }

const onMoment = sharePage([...onlineTypes, ...visibilityTypes])

/** The longest that a timer takes, in milliseconds. */
const longest = 2 ** 31 - 1

export function createViews({ session }: EngagementClient, getOutcome: () => Outcome, asking?: Asking): EngagementViews {
  const listeners = new Set<() => void>()
  let stops: ((() => void) | undefined)[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let view = read()
  let served: EngagementView | undefined

  function read(): EngagementView {
    const outcome = getOutcome()
    const view = toView(outcome, isExpired(outcome.data))
    const isDismissed = session.getState().dismissedSessionId === sessionOf(session, view.engagement)
    return { ...view, isOffline: !isOnline(), isDismissed }
  }

  /** The view that there was where it is the same: who renders that need not render again. */
  function toKnown(next: EngagementView): EngagementView {
    return isSame(next, view) ? view : next
  }

  function look(): EngagementView {
    view = toKnown(read())
    return view
  }

  /** It only marks what has expired: nothing is asked by a timer. One that sleeps is made up for by what a person does. */
  function update(): void {
    const before = view
    const { engagement, isExpired } = look()
    clearTimeout(timer)
    if (engagement && 'expiresAt' in engagement && engagement.expiresAt && !isExpired) {
      timer = setTimeout(update, Math.min(engagement.expiresAt - Date.now(), longest))
    }
    if (view !== before) for (const listener of listeners) listener()
  }

  return {
    asking,
    read,
    subscribe(listener) {
      listeners.add(listener)
      if (listeners.size === 1) {
        stops = [onMoment(update), session.subscribe(update), asking?.subscribe(update)]
        update()
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size) return
        clearTimeout(timer)
        for (const stop of stops.splice(0)) stop?.()
      }
    },
    getSnapshot: () => (listeners.size ? view : look()),
    getServerSnapshot() {
      const outcome = getOutcome()
      const shown = isServer || !isHeardHere(outcome.data) ? outcome : nothingYet
      if (served?.outcome !== shown) served = toKnown(toView(shown))
      return served
    },
  }
}

function toView(outcome: Outcome, isExpired = false): EngagementView {
  const { data, error } = outcome
  // An answer that has expired, and could not be asked for again, is none.
  const engagement = isExpired && error ? undefined : data
  const status = engagement?.status ?? (error ? 'error' : 'loading')
  return { outcome, engagement, status, isExpired, isOffline: false, isDismissed: false }
}

function isSame(one: EngagementView, other: EngagementView): boolean {
  return (Object.keys(one) as (keyof EngagementView)[]).every((name) => one[name] === other[name])
}

/** Whose offer it is. Of an error there may be no session yet. */
export function sessionOf(session: SessionStore, engagement: Engagement | undefined): string {
  return engagement?.sessionId ?? session.getState().sessionId ?? ''
}
