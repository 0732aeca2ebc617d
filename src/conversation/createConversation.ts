import { abortable } from '../browser/abortable.js'
import { acquireInTime } from '../browser/acquireInTime.js'
import { createUnloadWarning } from '../browser/unloadWarning.js'
import type { EngagementError } from '../errors.js'
import type { Conversation } from '../model/conversation.js'
import { connectConversation, subscribeToSurveys } from './connectConversation.js'
import type { ConversationOnPage, CreateConversationOptions } from './conversationOnPage.js'
import { isMainClosed } from './conversationPhase.js'
import { createAgentTyping } from './createAgentTyping.js'
import { createConversationFunctions } from './createConversationFunctions.js'
import { createConversationState } from './createConversationState.js'
import { createDeferred } from './createDeferred.js'
import { createEventHandler } from './createEventHandler.js'
import { createReceipts } from './createReceipts.js'
import { createSendQueue } from './createSendQueue.js'
import { createTimeline } from './createTimeline.js'
import { keepConnected } from './keepConnected.js'
import type { Connection } from './openConnection.js'

/** How long the socket stays open after the end, in milliseconds. The last message may come after the description of the end. */
const endDelay = 5000

export function createConversation({
  core,
  messaging,
  storage,
  target,
  firstMessage,
  onFinish,
}: CreateConversationOptions): ConversationOnPage {
  const life = new AbortController()
  const { signal } = life
  const ready = createDeferred<Conversation | undefined>()
  const timeline = createTimeline()
  const typing = createAgentTyping(() => state.changed())
  const state = createConversationState(core, timeline, typing.isTyping)
  const receipts = createReceipts(state.toAddress)
  const warning = createUnloadWarning()
  const queue = createSendQueue({
    timeline,
    acquireLock: () => acquireInTime(core.locks, `${core.key}:send`),
    toAddress: state.toAddress,
    onUnknownFate: () => connection?.disconnect(),
    onChange() {
      if (queue.isEmpty()) warning.stop()
      else warning.listen()
      state.changed()
    },
  })
  /** The socket that is open. Its history may not be read yet. */
  let connection: Connection | undefined
  /** True once this page has requested the conversation. */
  let isNew = false
  let isLoggedOut = false
  /** True if the storage has taken the conversation. */
  let isStored = false
  /** Closes the socket of a conversation that has ended. */
  let endTimer: ReturnType<typeof setTimeout> | undefined

  const isOpen = () => !signal.aborted && state.getDetails()?.isOpen !== false

  function store(): void {
    const id = state.getId()
    if (id === undefined || isLoggedOut || state.getDetails()?.isOpen === false) return
    const { readUpTo } = timeline.getDialog(state.toMainAddress().dialogId)
    isStored = storage.write({ id, sequence: readUpTo })
  }

  function onFound(id: string): void {
    if (isLoggedOut) {
      void connection?.socket.close({ conversationId: id, dialogId: id }, { isFinal: true }).catch(() => {})
      return
    }
    const stored = storage.read()
    state.setId(id)
    if (stored?.id === id) timeline.setReadUpTo(state.toMainAddress().dialogId, stored.sequence)
    store()
  }

  function onConnected({ socket }: Connection): void {
    if (isNew && firstMessage !== undefined) functions.send(firstMessage).catch(() => {})
    isNew = false
    state.dispatch('connected')
    queue.setSocket(socket)
    receipts.setSocket(socket)
    afterEvent()
    ready.resolve({ id: state.getId() as string, ...functions, leave })
  }

  function onLost(): void {
    connection = undefined
    queue.setSocket(undefined)
    receipts.setSocket(undefined)
    typing.clear()
    state.dispatch('lost')
  }

  /** Reads a survey that has begun, and ends a conversation that is over. */
  function afterEvent(): void {
    if (state.getPhase() !== 'connected' || !connection) return
    const current = connection
    subscribeToSurveys(state, current).catch(() => current.disconnect())
    if (isOpen()) return
    storage.end(state.getId() as string)
    endTimer ??= setTimeout(() => void queue.whenEmpty().then(() => finish('ended')), endDelay)
  }

  /** Ends the work of this page. */
  function finish(event: 'ended' | 'refused' | 'left', error?: unknown): void {
    clearTimeout(endTimer)
    state.dispatch(event, error as EngagementError | undefined)
    typing.clear()
    if (!signal.aborted) onFinish()
    life.abort()
    queue.rejectAll(error ?? signal.reason)
    if (connection && !connection.isRequesting) connection.disconnect()
  }

  const handleEvent = createEventHandler({ state, timeline, typing, receipts, onRead: store })
  const connect = async () => {
    const opened = await connectConversation({
      core,
      messaging,
      state,
      timeline,
      target,
      signal,
      onEvent(event, visitorId) {
        handleEvent(event, visitorId)
        afterEvent()
      },
      onConnection(next) {
        connection = next
      },
      onRequest() {
        isNew = true
      },
      onFound,
    })
    if (opened) onConnected(opened)
    return opened && { closed: abortable(opened.closed, signal) }
  }

  const functions = createConversationFunctions({ state, timeline, queue, receipts, getConnection: () => connection, signal, store })
  const leave = () => finish('left')
  signal.addEventListener('abort', () => ready.reject(signal.reason))
  keepConnected({ connect, onLost, ...core.reconnect, signal }).then(
    () => {
      ready.resolve(undefined)
      leave()
    },
    (error: unknown) => {
      ready.reject(error)
      if (!signal.aborted) finish('refused', error)
    },
  )
  state.changed()

  return {
    ...functions,
    ready: ready.promise,
    getId: state.getId,
    isLive: () => isOpen() && !isMainClosed(state.getDetails()),
    isOpen,
    isForgotten: () => isOpen() && isStored && storage.isCleared(),
    leave,
    logOut() {
      isLoggedOut = true
      if (state.getId() !== undefined) void connection?.socket.close(state.toMainAddress(), { isFinal: true }).catch(() => {})
      finish('left')
    },
  }
}
