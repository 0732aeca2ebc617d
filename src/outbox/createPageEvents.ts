import { createPageListener, isPageVisible } from '../browser/page.js'

/**
 * `leaving` lasts from `pagehide` until the page is shown again, if it ever is. `recovering` follows a return from the bfcache, until the page knows
 * which of its impressions another page has recovered.
 */
export type PageState = 'active' | 'leaving' | 'recovering'

type PageActions = Record<'leave' | 'hide' | 'handOver' | 'comeBack', () => unknown>

/** Listens to the events of the page life cycle. Both functions may be called repeatedly. */
export type PageEvents = { listen: () => void; stop: () => void }

export function createPageEvents(getState: () => PageState, { leave, hide, handOver, comeBack }: PageActions): PageEvents {
  /** The events of the page life cycle, and what each does in each state. */
  const pageEvents = {
    pagehide: { active: leave, leaving: leave, recovering: leave },
    hidden: { active: hide, leaving: handOver, recovering: handOver },
    visible: { active: undefined, leaving: comeBack, recovering: undefined },
  }

  function onPageEvent({ type }: Event): void {
    const event = type === 'pagehide' ? 'pagehide' : isPageVisible() ? 'visible' : 'hidden'
    void pageEvents[event][getState()]?.()
  }

  return createPageListener(['visibilitychange', 'pagehide', 'pageshow'], onPageEvent)
}
