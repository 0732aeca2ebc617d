import { throwIfAborted } from '../browser/abortable.js'
import { acquireInTime } from '../browser/acquireInTime.js'
import { waitFor } from '../browser/waitFor.js'
import type { ClientCore } from '../client/engagementClient.js'
import type { AvailableEngagement, ConversationEngagement } from '../model/engagement.js'
import type { MessagingConnection, MessagingEvent } from '../model/messagingService.js'
import { chooseConversation } from './chooseConversation.js'
import type { StateOfConversation } from './createConversationState.js'
import type { Timeline } from './createTimeline.js'
import { isPermanent } from './keepConnected.js'
import { type Connection, openConnection } from './openConnection.js'

/** The conversation that a page connects to. */
export type Target = {
  /** The engagement of the click. Undefined if the page resumes, because a conversation is requested only after a click. */
  engagement?: AvailableEngagement | ConversationEngagement | undefined
  /** The id of the conversation to continue. */
  id?: string | undefined
  /** The connector of the engagement. */
  connectorId?: string | undefined
}

export type ConnectContext = {
  core: ClientCore
  messaging: MessagingConnection
  state: StateOfConversation
  timeline: Timeline
  target: Target
  signal: AbortSignal
  onEvent: (event: MessagingEvent, visitorId: string | undefined) => void
  /** Called when the socket is open. Its history is not read yet. */
  onConnection: (connection: Connection) => void
  /** Called before a conversation is requested. */
  onRequest: () => void
  /** Called when the conversation is found or made, also after an abort. */
  onFound: (id: string) => void
}

/** How long the description of a new conversation may take, in milliseconds. */
const detailsTimeout = 5000

/**
 * How many sequences before the last event are read again. Events come out of order, so an earlier one may still have been due when the socket was lost.
 */
const overlap = 10

/** An opening that takes longer may have lost its turn, because other tabs wait at most 5 seconds. In milliseconds. */
const turn = 4000

/** How often an opening that lost its turn begins anew. The wait for a tab that lost a response, which takes 10 seconds, is thus long enough. */
const maxRepeats = 2

/**
 * Opens a socket, finds the conversation, and reads what this page does not have. Resolves with undefined if there is nothing to resume. One tab at a time
 * looks for a conversation and requests one, so that two clicks do not make two.
 *
 *   tab 1   ── lock ── token: 30 s … socket, no conversation ── lock ── socket, no conversation ── request ── unlock
 *   tab 2   ── lock: 5 s … token … socket, no conversation ── lock …                                          └── socket, the conversation of tab 1
 */
export async function connectConversation(context: ConnectContext, repeats = maxRepeats): Promise<Connection | undefined> {
  const { core, messaging, state, target, signal, onEvent, onConnection } = context
  await core.waitUntilSendable(signal)
  const isOpening = target.engagement !== undefined && state.getId() === undefined
  const unlock = isOpening ? await acquireInTime(core.locks, `${core.key}:open`, signal) : undefined
  const lockedAt = Date.now()
  let connection: Connection | undefined
  try {
    throwIfAborted(signal)
    connection = await openConnection(messaging, { connectorId: target.connectorId, signal }, onEvent)
    onConnection(connection)
    // A service may open a socket in spite of the abort.
    throwIfAborted(signal)
    const hasTurn = unlock !== undefined && Date.now() - lockedAt < turn
    if (isOpening && !hasTurn && repeats > 0 && !chooseConversation(connection.socket.openConversations, target.id)) {
      connection.disconnect()
      unlock?.()
      // The tokens are there now, so the second opening is fast.
      return await connectConversation(context, repeats - 1)
    }
    if (!(await findConversation(context, connection))) {
      connection.disconnect()
      return undefined
    }
    // The next tab finds the conversation at the service.
    unlock?.()
    await readHistory(context, connection)
    throwIfAborted(signal)
    return connection
  } catch (error) {
    connection?.disconnect()
    throw error
  } finally {
    unlock?.()
  }
}

/** Returns true if there is a conversation. */
async function findConversation({ state, target, signal, onRequest, onFound }: ConnectContext, connection: Connection): Promise<boolean> {
  const { openConversations } = connection.socket
  for (const details of openConversations) state.addDetails(details)
  const id = state.getId()
  if (id !== undefined) {
    if (!openConversations.some((details) => details.id === id)) state.close()
    return true
  }
  const { engagement } = target
  const found = chooseConversation(openConversations, target.id)
  if (!found && !engagement) return false
  if (found) {
    onFound(found.id)
    return true
  }
  onRequest()
  connection.isRequesting = true
  const { conversationId } = await connection.socket.requestConversation(engagement?.status === 'available' ? engagement : undefined)
  connection.isRequesting = false
  onFound(conversationId)
  throwIfAborted(signal)
  return true
}

async function readHistory({ state, timeline, signal }: ConnectContext, connection: Connection): Promise<void> {
  await waitForDetails(state, signal)
  const address = state.toMainAddress()
  const { received } = timeline.getDialog(address.dialogId)
  const isOpen = () => state.getDetails()?.isOpen !== false
  await connection.socket.subscribe(address, Math.max(received + 1 - overlap, 0)).catch((error: unknown) => {
    // The service need not give the history of a conversation that has ended.
    if (isOpen() || !isPermanent(error)) throw error
  })
  await subscribeToSurveys(state, connection)
}

/** Reads each open survey that this socket does not read yet. */
export async function subscribeToSurveys(state: StateOfConversation, connection: Connection): Promise<void> {
  const details = state.getDetails()
  const surveys = details?.dialogs.filter(({ id, type, isOpen }) => type === 'survey' && isOpen && !connection.subscribed.has(id)) ?? []
  for (const { id: dialogId } of surveys) {
    connection.subscribed.add(dialogId)
    // The conversation goes on without a survey that the service refuses.
    await connection.socket.subscribe({ conversationId: state.getId() as string, dialogId }, 0).catch((error: unknown) => {
      if (!isPermanent(error)) throw error
    })
  }
}

/** The response and the description of a new conversation come in any order. Without a description, its dialog has its id. */
async function waitForDetails(state: StateOfConversation, signal: AbortSignal): Promise<void> {
  let isOver = false
  const timer = setTimeout(() => {
    isOver = true
    state.changed()
  }, detailsTimeout)
  await waitFor(() => isOver || state.getDetails() !== undefined, state.subscribe, signal).finally(() => clearTimeout(timer))
}
