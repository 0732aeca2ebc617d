import type { MessagingContext, MessagingService, MessagingSocket, OpenSocketOptions } from '../../src/index.js'

const socket: MessagingSocket = {
  visitorId: 'visitor',
  openConversations: [],
  requestConversation: async () => ({ conversationId: 'conversation' }),
  subscribe: async () => {},
  publish: async () => ({ sequence: undefined }),
  close: async () => {},
  getFileUrl: async (path) => path,
  disconnect: () => {},
}

/** A messaging service of a third vendor. It notes what the client does with it, and its sockets send nothing. */
export function createMessagingService() {
  const contexts: MessagingContext[] = []
  const opened: OpenSocketOptions[] = []
  let forgotten = 0
  const service: MessagingService = {
    key: 'third',
    validate: () => {},
    connect(context) {
      contexts.push(context)
      return {
        hasIdentity: () => false,
        async open(options) {
          opened.push(options)
          return { ...socket }
        },
        forget: () => void forgotten++,
      }
    },
  }
  return {
    service,
    /** The contexts of the clients that were created with the service, in their order. */
    contexts,
    /** How many of its clients have logged out. */
    getForgotten: () => forgotten,
    /** The options of the sockets that were opened, in their order. */
    opened,
  }
}
