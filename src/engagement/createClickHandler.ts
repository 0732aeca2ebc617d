import type { EngagementClient } from '../client/engagementClient.js'
import type { AvailableEngagement, ConversationEngagement } from '../model/engagement.js'
import type { EngagementStore } from './createEngagementStore.js'
import { queueReport } from './queueReport.js'
import { reportDisplay } from './reportDisplay.js'
import type { EngagementSnapshot } from './toSnapshot.js'

const modifiers = ['ctrlKey', 'metaKey', 'shiftKey', 'altKey', 'button'] as const

/** A click event of React or of the DOM. */
type ClickEvent = Pick<globalThis.MouseEvent, (typeof modifiers)[number] | 'type' | 'defaultPrevented' | 'preventDefault'> & {
  currentTarget: HTMLElement
}

export type ClickContext<event> = {
  client: EngagementClient
  store: EngagementStore
  parameters: {
    onClick?: ((event: event) => void) | undefined
    onAuxClick?: ((event: event) => void) | undefined
    onAccept?: ((engagement: AvailableEngagement, event: event) => void) | undefined
    onResume?: ((engagement: ConversationEngagement, event: event) => void) | undefined
    onDisplay?: ((engagement: AvailableEngagement) => void) | undefined
  }
}

/** The request that a click waits for: a new answer for an expired offer, or one after an error. */
export type PendingAction = 'accepting' | 'retrying' | undefined

/** How long after a click the library may replay it, in milliseconds. Browsers let a click open a window for about as long. */
const clickReplayLimit = 5000

/** Clicks within this time are one click of a visitor who clicks twice, in milliseconds. */
const repeatLimit = 500

/** Returns the handler for `click` and `auxclick`. */
export function createClickHandler<event extends ClickEvent>(
  getLatest: () => ClickContext<event>,
  setPendingAction: (action: PendingAction) => void,
): (event: event) => void {
  /** The click on an expired offer: `waiting` for a new answer, then `replaying` if the offer is still there. */
  let replay: 'idle' | 'waiting' | 'replaying' = 'idle'

  /** The time of the latest click that the site was called for. */
  let calledAt = -Infinity

  /** The action of a click by the status of the engagement. In the other states, a click has none. */
  const actions: { [status in EngagementSnapshot['status'] | 'expired']?: (event: event, engagement: never) => void } = {
    expired: refreshAndReplay,
    available: accept,
    conversation: resume,
    error: retry,
  }

  /** True for the further clicks of a visitor who clicks twice. */
  function isRepeated(): boolean {
    const now = performance.now()
    if (now - calledAt < repeatLimit) return true
    calledAt = now
    return false
  }

  function accept(event: event, engagement: AvailableEngagement): void {
    if (isRepeated()) return
    const { client, parameters } = getLatest()
    // A visitor saw what they clicked. An unreported display travels before the acceptance, in one request.
    void reportDisplay(getLatest(), engagement)
    queueReport(client, { type: 'impAccept', engagement })
    parameters.onAccept?.(engagement, event)
    publish(event, engagement)
  }

  function resume(event: event, engagement: ConversationEngagement): void {
    if (isRepeated()) return
    const { client, parameters } = getLatest()
    const { window: chatWindow } = client.core.acceptances.getState()
    // The click closes an open window, and resumes nothing.
    if (!chatWindow?.isOpen) parameters.onResume?.(engagement, event)
    publish(event, engagement)
  }

  /** Opens or closes the conversation's window, if the page has one. */
  function publish(event: event, engagement: AvailableEngagement | ConversationEngagement): void {
    if (!event.defaultPrevented) getLatest().client.core.acceptances.publish({ engagement, element: event.currentTarget })
  }

  async function retry(): Promise<void> {
    setPendingAction('retrying')
    await getLatest().store.source.retry?.()
    setPendingAction(undefined)
  }

  /**
   * Replays the click if the offer is still there and the visitor still waits. The replay also follows the link of an anchor. It has the button and
   * the keys of the click, which may demand a new tab.
   */
  async function refreshAndReplay(event: event): Promise<void> {
    event.preventDefault()
    const { source } = getLatest().store
    if (!source.refresh || replay !== 'idle') return
    const element = event.currentTarget
    const init: MouseEventInit = Object.fromEntries(modifiers.map((name) => [name, event[name]]))
    const clickedAt = Date.now()
    replay = 'waiting'
    setPendingAction('accepting')
    await source.refresh()
    setPendingAction(undefined)
    const { status, isExpired } = getLatest().store.readNow()
    const isInTime = Date.now() - clickedAt < clickReplayLimit
    if (status === 'available' && !isExpired && element.isConnected && isInTime) {
      replay = 'replaying'
      // A link follows no `auxclick` of a script, but it follows a `click` of the middle button.
      element.dispatchEvent(new MouseEvent('click', { ...init, bubbles: true, cancelable: true, composed: true }))
    }
    replay = 'idle'
  }

  return (event) => {
    const { store, parameters } = getLatest()
    const isAuxiliary = event.type === 'auxclick'
    if (replay !== 'replaying') parameters[isAuxiliary ? 'onAuxClick' : 'onClick']?.(event)
    if (event.defaultPrevented || (isAuxiliary && !isMiddleClickOnLink(event))) return
    // The store may have an answer that no component has rendered yet.
    const { engagement, isExpired, status } = store.readNow()
    // TypeScript does not know that the status is the engagement's.
    actions[isExpired ? 'expired' : status]?.(event, engagement as never)
  }
}

/** The middle button opens a link in a new tab. It does nothing on other elements, and the right button opens a menu. */
function isMiddleClickOnLink({ button, currentTarget }: ClickEvent): boolean {
  return button === 1 && currentTarget.matches('a[href], area[href]')
}
