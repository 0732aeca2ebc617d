import { throwIfAborted } from '../browser/abortable.js'
import { isPageVisible } from '../browser/page.js'
import { waitFor } from '../browser/waitFor.js'
import { dev } from '../dev.js'
import { ConfigurationError, EngagementError, NetworkError } from '../errors.js'
import type { Conversation, Message, QuickReply } from '../model/conversation.js'
import { isMainClosed } from './conversationPhase.js'
import type { StateOfConversation } from './createConversationState.js'
import { createOwnTyping } from './createOwnTyping.js'
import type { Receipts } from './createReceipts.js'
import type { QueuedMessage, SendQueue } from './createSendQueue.js'
import type { Timeline } from './createTimeline.js'
import { findOffer } from './findOffer.js'
import { isPermanent } from './keepConnected.js'
import type { Connection } from './openConnection.js'
import type { Entry } from './timelineEntry.js'

export type ConversationParts = {
  state: StateOfConversation
  timeline: Timeline
  queue: SendQueue
  receipts: Receipts
  getConnection: () => Connection | undefined
  /** Aborts when the page lets go of the conversation. */
  signal: AbortSignal
  /** Stores how far the visitor has read. */
  store: () => void
}

/** Makes the functions that a conversation offers. */
export function createConversationFunctions(parts: ConversationParts): Omit<Conversation, 'id' | 'leave'> {
  const { state, timeline, queue, receipts, getConnection, signal, store } = parts
  /** Each message of this page, with the data that belongs to its sending. */
  const sent = new WeakMap<Entry, QueuedMessage>()
  /** Undefined while no socket can take anything. */
  const getSocket = () => (state.getPhase() === 'connected' ? getConnection()?.socket : undefined)
  const typing = createOwnTyping((isTyping) => {
    const address = state.toAddress()
    if (address)
      getSocket()
        ?.publish(address, { type: 'typing', isTyping })
        .catch(() => {})
  })

  async function addText(text: string, choice?: QuickReply, offer?: Entry): Promise<Message> {
    if (text.trim() === '') throw new ConfigurationError(dev`The text is empty. Send a text.`)
    const { survey, status, error } = state.getState()
    const dialogId = survey && survey.messageId === offer?.message.id ? offer.dialog?.id : undefined
    if (status === 'closed' && dialogId === undefined) {
      throw new EngagementError(dev`The conversation has ended, so it takes no more messages. Open a new conversation.`)
    }
    if (error) throw error
    throwIfAborted(signal)
    const sequence = choice && offer?.message.sequence
    const metadata = choice?.metadata
    const action = sequence === undefined ? undefined : ({ type: 'receipt', status: 'action', sequences: [sequence], metadata } as const)
    const message = { entry: timeline.addOwn(text, dialogId), dialogId, metadata, action }
    sent.set(message.entry, message)
    typing.set(false)
    return queue.add(message)
  }

  return {
    getState: state.getState,
    subscribe: state.subscribe,
    send: (text) => addText(text),
    async retry(messageId) {
      const entry = timeline.find(messageId)
      if (entry?.message.status !== 'failed')
        throw new ConfigurationError(dev`No message "${messageId}" has failed. Retry a failed message.`)
      throwIfAborted(signal)
      timeline.requeue(entry)
      return queue.add(sent.get(entry) as QueuedMessage)
    },
    reply: (choice) => addText(choice.text, choice, findOffer(timeline.getMessages(), choice, timeline.find)),
    async answerSurvey(reply) {
      const question = timeline.find(state.getState().survey?.messageId ?? '')
      if (!question) throw new ConfigurationError(dev`No survey waits for an answer. Read the state's survey first.`)
      const choice = typeof reply === 'string' ? undefined : reply
      await addText(typeof reply === 'string' ? reply : reply.text, choice, question)
    },
    setTyping: typing.set,
    markRead(messageId) {
      const upTo = messageId === undefined ? undefined : timeline.find(messageId)
      // The agent sees the receipt, so a person must have seen the message.
      if (!isPageVisible() || (messageId !== undefined && !upTo)) return
      const read = timeline.markRead(upTo)
      if (read.length === 0) return
      for (const { dialog, message } of read) receipts.add(dialog?.id as string, 'read', [message.sequence as number])
      store()
      state.changed()
    },
    async getFileUrl(path) {
      const socket = getSocket()
      if (!socket) throw new NetworkError(dev`The file has no address while the conversation is not connected. Try again later.`)
      return socket.getFileUrl(path)
    },
    async close() {
      for (;;) {
        await waitFor(() => getSocket() !== undefined || state.getState().status === 'closed', state.subscribe, signal)
        // The messages that wait come before the end.
        await queue.whenEmpty()
        const socket = getSocket()
        const details = state.getDetails()
        const survey = isMainClosed(details) ? details?.dialogs.find(({ type, isOpen }) => type === 'survey' && isOpen) : undefined
        if (isMainClosed(details) && !survey) return
        const address = survey ? { conversationId: state.getId() as string, dialogId: survey.id } : state.toMainAddress()
        try {
          if (socket) return await socket.close(address, { isFinal: survey !== undefined })
        } catch (error) {
          if (isPermanent(error)) throw error
          getConnection()?.disconnect()
        }
      }
    },
  }
}
