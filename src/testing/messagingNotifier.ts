import { createSwap } from './createSwap.js'
import type { Conversations } from './messagingConversations.js'
import type { ServerSocket } from './messagingSocket.js'
import type { ConversationStep, MessagingState, StoredConversation, StoredEvent } from './messagingState.js'
import { toConversationChange } from './toConversationChange.js'
import { toMessageChange } from './toMessageChange.js'

type Members = Record<string, unknown>

/** Creates the functions that send notifications to sockets, in the forms of the variants. */
export function createNotifier({ variants, clock }: MessagingState, conversations: Conversations, sockets: Set<ServerSocket>) {
  const swaps = new WeakMap<ServerSocket, ReturnType<typeof createSwap>[]>()
  /** The request whose effects are sent now. */
  let cause: { socket: ServerSocket; reqId: unknown } | undefined

  /** Sends a notification behind the next one of its kind on the socket. */
  function swap(socket: ServerSocket, kind: number, send: () => void) {
    const pair = swaps.get(socket) ?? [createSwap(clock), createSwap(clock)]
    swaps.set(socket, pair)
    pair[kind]?.(send)
  }

  function notify(socket: ServerSocket, type: string, body: Members) {
    const reqId = variants.notificationReqId === 'present' && cause?.socket === socket ? { reqId: cause.reqId } : undefined
    const isUnknown = variants.unknownMembers === 'present'
    if (isUnknown) socket.send({ kind: 'notification', type: 'future.FutureNotification', body: {} }, 'future.FutureNotification')
    const frame = { kind: 'notification', ...reqId, type, body: variants.singleElements === 'bare' ? toBare(body) : body }
    socket.send(isUnknown ? { ...frame, futureMember: true } : frame, type)
  }

  function notifyMessages(socket: ServerSocket, changes: Members[]) {
    const repeats = variants.events === 'twice' ? 2 : 1
    for (let repeat = 0; repeat < repeats; repeat++) {
      if (variants.messageNotification === 'changes') notify(socket, 'ms.MessagingEventNotification', { changes })
      else for (const change of changes) notify(socket, '.ams.ms.OnlineEventDistribution', change)
    }
  }

  function notifyConversations(socket: ServerSocket, subscriptionId: string, changes: Members[]) {
    const type = `${variants.metadataType}.ExConversationChangeNotification`
    notify(socket, type, { subscriptionId, sentTs: clock.now(), changes })
  }

  function sendEvent(conversation: StoredConversation, event: StoredEvent) {
    for (const socket of sockets) {
      const isImplicit = variants.subscription === 'implicit' && socket.number === conversation.socket
      const times = Number(socket.dialogs.has(event.dialogId)) + Number(isImplicit)
      if (times === 0) continue
      const change = toMessageChange(conversation, event, variants, false)
      for (let time = 0; time < times; time++) {
        const send = () => notifyMessages(socket, [change])
        if (variants.eventOrder === 'swapped' && event.sequence !== undefined) swap(socket, 0, send)
        else send()
      }
    }
  }

  function sendMetadata(conversation: StoredConversation) {
    let change: Members | undefined
    const isDeleted = conversation.record.state === 'CLOSE' && variants.closedConversations === 'deleted'
    for (const socket of sockets) {
      if (socket.consumer?.id !== conversation.record.consumerId) continue
      for (const subscriptionId of socket.subscriptions) {
        change ??= toConversationChange(conversation, variants)
        const changes = [change]
        const send = () => {
          notifyConversations(socket, subscriptionId, changes)
          if (isDeleted) notifyConversations(socket, subscriptionId, [{ ...changes[0], type: 'DELETE' }])
        }
        if (variants.metadataOrder === 'swapped') swap(socket, 1, send)
        else send()
      }
    }
  }

  conversations.onStep(({ conversation, event }: ConversationStep) => {
    if (event) sendEvent(conversation, event)
    else sendMetadata(conversation)
  })

  return {
    /** Runs an action, whose notifications on the socket of the request may carry its id. */
    runFor(socket: ServerSocket, reqId: unknown, action: () => void) {
      cause = { socket, reqId }
      try {
        action()
      } finally {
        cause = undefined
      }
    },
    sendConversations(socket: ServerSocket, subscriptionId: string, { minLastUpdatedTime = 0, convState, stage }: Members) {
      const isIn = (states: unknown, state: string | undefined) =>
        states === undefined || [states].flat().some((other) => String(other).toUpperCase() === state)
      const matching = conversations.all.filter(
        ({ record, updatedAt }) =>
          record.consumerId === socket.consumer?.id &&
          updatedAt >= Number(minLastUpdatedTime) &&
          isIn(convState, record.dialogs[0]?.state) &&
          isIn(stage, record.state),
      )
      notifyConversations(
        socket,
        subscriptionId,
        matching.map((conversation) => toConversationChange(conversation, variants)),
      )
    },
    sendHistory(socket: ServerSocket, conversation: StoredConversation, dialogId: string, fromSequence: number) {
      const events = conversation.events.filter((event) => event.dialogId === dialogId && (event.sequence ?? fromSequence) >= fromSequence)
      if (variants.eventOrder === 'swapped') events.reverse()
      const changes = events.map((event) => toMessageChange(conversation, event, variants, true))
      if (changes.length === 0) return
      if (variants.history === 'together') notifyMessages(socket, changes)
      else for (const change of changes) notifyMessages(socket, [change])
    },
  }
}

/** Writes each array of one element as the bare element, as the service may do. */
function toBare(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? toBare(value[0]) : value.map(toBare)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toBare(member)]))
}
