import { dev } from '../dev.js'
import { ResponseError } from '../errors.js'
import { isRecord, toText } from '../http/readers.js'
import type { MessagingSocket } from '../model/messagingService.js'
import type { Clock } from './createClock.js'
import type { History } from './createHistory.js'
import type { Requests } from './createRequests.js'
import { toArray } from './toArray.js'
import { toSequence } from './toChanges.js'
import { toConversationRequest } from './toConversationRequest.js'
import { toFileUrl } from './toFileUrl.js'
import { toWireEvent } from './toWireEvent.js'

export type SocketRequestOptions = Pick<Requests, 'request'> & {
  accountId: string
  getFileBase: () => Promise<string>
  ended: AbortSignal
  history: History
  clock: Clock
}

/** Makes the requests of an identified socket. */
export function createSocketRequests({ accountId, getFileBase, request, ended, history, clock }: SocketRequestOptions) {
  return {
    async requestConversation(engagement) {
      const answer = await request('cm.ConsumerRequestConversation', { body: toConversationRequest(accountId, engagement) })
      const conversationId = isRecord(answer) ? toText(answer.conversationId) : undefined
      if (conversationId === undefined) throw new ResponseError(dev`The service answered without the id of the conversation.`)
      return { conversationId }
    },
    async subscribe({ dialogId, conversationId }, fromSequence) {
      history.restart(dialogId)
      await request('ms.SubscribeMessagingEvents', { body: { dialogId, conversationId, fromSeq: fromSequence } })
      // The history follows the answer. The answer to a later request most likely follows the history.
      await clock.synchronize()
      await history.waitForLast(dialogId, fromSequence, ended)
    },
    async publish({ dialogId, conversationId }, event) {
      const metadata = 'metadata' in event && event.metadata !== undefined ? toArray(event.metadata) : undefined
      const answer = await request('ms.PublishEvent', { body: { dialogId, conversationId, event: toWireEvent(event) }, metadata })
      // The service does not store the state of typing, and gives it no number of its own.
      const isStored = event.type !== 'typing'
      return { sequence: isStored && isRecord(answer) ? toSequence(answer.sequence) : undefined }
    },
    async close({ dialogId, conversationId }, { isFinal }) {
      const dialog = { dialogId, state: 'CLOSE', closedCause: 'Closed by consumer' }
      const conversationField = isFinal ? { field: 'Stage', conversationState: 'CLOSE' } : { field: 'DialogChange', type: 'UPDATE', dialog }
      await request('cm.UpdateConversationField', { body: { conversationId, conversationField } })
    },
    async getFileUrl(path) {
      const [base, answer] = await Promise.all([getFileBase(), request('ms.GenerateURLForDownloadFile', { body: { relativePath: path } })])
      return toFileUrl(base, path, answer)
    },
  } satisfies Partial<MessagingSocket>
}
