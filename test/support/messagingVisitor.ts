import { openConversation } from '../../src/conversation/openConversation.js'
import { appEngagement, createEngagementClient, type EngagementStorage } from '../../src/index.js'
import { liveMessaging } from '../../src/messaging/liveMessaging.js'
import type { Conversation, ConversationState, QuickReply } from '../../src/model/conversation.js'
import { offer } from './contradictions.js'

export type VisitorOptions = {
  /** The address of the service. All requests and sockets go there. */
  origin: string
  /** The token of a brand's visitor. */
  token?: string | undefined
  connectorId?: string | undefined
  /** The delay before an attempt to connect again, in seconds. */
  delay: number
}

/** The steps of a visitor. Arguments and results can travel to and from a page. */
export type Visitor = ReturnType<typeof createVisitor>

/** Makes a client with real requests and real sockets, in a page or in Node. */
export function createVisitor(
  { origin, token, connectorId, delay }: VisitorOptions,
  Socket: typeof WebSocket,
  storage?: EngagementStorage,
) {
  const toOrigin = (address: string) => {
    const { pathname, search } = new URL(address)
    return `${origin}${pathname}${search}`
  }
  class SocketOfOrigin extends Socket {
    constructor(address: string | URL) {
      super(toOrigin(String(address)).replace('http', 'ws'))
    }
  }
  const client = createEngagementClient({
    accountId: '12345678',
    service: appEngagement(),
    messaging: liveMessaging({ WebSocket: SocketOfOrigin, connectorId, ...(token && { authorization: async () => token }) }),
    fetch: (input, init) => fetch(toOrigin(input instanceof Request ? input.url : String(input)), input instanceof Request ? input : init),
    retry: { schedule: [delay, delay, delay, delay, delay] },
    ...(storage && { storage }),
  })
  let conversation: Conversation | undefined
  const get = () => conversation as Conversation
  const find = (replies: readonly QuickReply[], title: string) => replies.find((reply) => reply.title === title)

  return {
    async open(): Promise<string> {
      conversation = await openConversation(client, { engagement: offer })
      return conversation.id
    },
    async send(text: string): Promise<string> {
      return (await get().send(text)).status
    },
    async reply(title: string): Promise<void> {
      const replies = get()
        .getState()
        .messages.flatMap(({ quickReplies = [] }) => quickReplies)
      await get().reply(find(replies, title) ?? { title, text: 'This reply is not offered' })
    },
    async answer(text: string): Promise<void> {
      await get().answerSurvey(find(get().getState().survey?.replies ?? [], text) ?? text)
    },
    setTyping: async (isTyping: boolean) => get().setTyping(isTyping),
    markRead: async () => get().markRead(),
    getFileUrl: async (path: string) => get().getFileUrl(path),
    close: async () => get().close(),
    leave: async () => conversation?.leave(),
    getState: async (): Promise<ConversationState> => get().getState(),
  }
}
