import type { EngagementClient } from '../client/engagementClient.js'
import type { AvailableEngagement, ConversationEngagement } from '../model/engagement.js'
import type { EngagementStore } from './createEngagementStore.js'
import { reportDisplay } from './reportDisplay.js'
import { reportImpression } from './reportImpression.js'
import type { EngagementSnapshot } from './toSnapshot.js'

/** A click event of React or of the DOM. */
type ClickEvent = { currentTarget: HTMLElement; defaultPrevented: boolean; preventDefault: () => void }

export type ClickContext<event> = {
  client: EngagementClient
  store: EngagementStore
  parameters: {
    onClick?: ((event: event) => void) | undefined
    onAccept?: ((engagement: AvailableEngagement, event: event) => void) | undefined
    onResume?: ((engagement: ConversationEngagement, event: event) => void) | undefined
    onDisplay?: ((engagement: AvailableEngagement) => void) | undefined
  }
}

/** The request that a click waits for: a new answer for an expired offer, or one after an error. */
export type PendingAction = 'accepting' | 'retrying' | undefined

/** How long after a click the library may replay it, in milliseconds. Browsers let a click open a window for about as long. */
const clickReplayLimit = 5000

export function createClickHandler<event extends ClickEvent>(
  getLatest: () => ClickContext<event>,
  setPendingAction: (action: PendingAction) => void,
): (event: event) => void {
  /** The click on an expired offer: `waiting` for a new answer, then `replaying` if the offer is still there. */
  let replay: 'idle' | 'waiting' | 'replaying' = 'idle'

  /** The action of a click by the status of the engagement. In the other states, a click has none. */
  const actions: { [status in EngagementSnapshot['status'] | 'expired']?: (event: event, engagement: never) => void } = {
    expired: refreshAndReplay,
    available: accept,
    conversation: resume,
    error: retry,
  }

  function accept(event: event, engagement: AvailableEngagement): void {
    const { client, parameters } = getLatest()
    // A visitor saw what they clicked. An unreported display travels before the acceptance, in one request.
    void reportDisplay(getLatest(), engagement)
    void reportImpression(client, { type: 'impAccept', engagement })
    parameters.onAccept?.(engagement, event)
  }

  function resume(event: event, engagement: ConversationEngagement): void {
    getLatest().parameters.onResume?.(engagement, event)
  }

  async function retry(): Promise<void> {
    setPendingAction('retrying')
    await getLatest().store.source.retry?.()
    setPendingAction(undefined)
  }

  /** Replays the click if the offer is still there and the visitor still waits. The replay also follows the link of an anchor. */
  async function refreshAndReplay(event: event): Promise<void> {
    event.preventDefault()
    const { source } = getLatest().store
    if (!source.refresh || replay !== 'idle') return
    const element = event.currentTarget
    const clickedAt = Date.now()
    replay = 'waiting'
    setPendingAction('accepting')
    await source.refresh()
    setPendingAction(undefined)
    const { status, isExpired } = getLatest().store.readNow()
    const isInTime = Date.now() - clickedAt < clickReplayLimit
    if (status === 'available' && !isExpired && element.isConnected && isInTime) {
      replay = 'replaying'
      element.click()
    }
    replay = 'idle'
  }

  return (event) => {
    const { store, parameters } = getLatest()
    if (replay !== 'replaying') parameters.onClick?.(event)
    if (event.defaultPrevented) return
    // The store may have an answer that no component has rendered yet.
    const { engagement, isExpired, status } = store.readNow()
    // TypeScript does not know that the status is the engagement's.
    actions[isExpired ? 'expired' : status]?.(event, engagement as never)
  }
}
