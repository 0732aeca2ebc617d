import type { MessagingContext, MessagingFrame, MessagingService } from '../../src/index.js'

/** A messaging service of a third vendor. It notes what the client does with it, and opens no socket. */
export function createMessagingService() {
  const contexts: MessagingContext[] = []
  let forgotten = 0
  const service: MessagingService = {
    key: 'third',
    validate: () => {},
    connect(context) {
      contexts.push(context)
      return {
        hasIdentity: () => false,
        open: () => Promise.reject(new Error('This service has no socket.')),
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
    sendFrame: (frame: MessagingFrame) => contexts[0]?.onFrame(frame),
  }
}
