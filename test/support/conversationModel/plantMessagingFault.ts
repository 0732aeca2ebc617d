import type { MessagingService, MessagingSocket } from '../../../src/conversation/index.js'

/** Faults that are planted to prove that the model finds them. */
export type MessagingFault =
  /** The history lacks the visitor's own texts, so that a text of unknown fate is sent again. */
  | 'hides echoes'
  /** A subscription brings no history, so that the texts of an agent are lost with their socket. */
  | 'hides history'
  /** A text that was lost with its socket counts as sent. */
  | 'forgets texts'
  /** A socket lists no open conversation, so that a lost response makes a second one. */
  | 'hides conversations'

/** Makes a service with a fault. */
export function plantMessagingFault(service: MessagingService, fault: MessagingFault): MessagingService {
  return {
    ...service,
    connect(context) {
      const connection = service.connect(context)
      return {
        ...connection,
        async open(options) {
          let isReading = false
          let visitorId: string | undefined
          const socket = await connection.open({
            ...options,
            onEvent(event) {
              const isEcho = event.type === 'content' && event.senderId === visitorId
              if (fault === 'hides echoes' && isEcho) return
              if (fault === 'hides history' && isReading && event.type === 'content') return
              options.onEvent(event)
            },
          })
          visitorId = socket.visitorId
          return {
            ...socket,
            ...toFaultyMembers(socket, fault, (next) => {
              isReading = next
            }),
          }
        },
      }
    },
  }
}

function toFaultyMembers(
  socket: MessagingSocket,
  fault: MessagingFault,
  setReading: (isReading: boolean) => void,
): Partial<MessagingSocket> {
  return {
    ...(fault === 'hides conversations' && { openConversations: [] }),
    async subscribe(dialog, fromSequence) {
      setReading(true)
      await socket.subscribe(dialog, fromSequence).finally(() => setReading(false))
    },
    publish: (dialog, event) =>
      socket.publish(dialog, event).catch((error: unknown) => {
        if (fault !== 'forgets texts' || event.type !== 'text') throw error
        return { sequence: undefined }
      }),
  }
}
