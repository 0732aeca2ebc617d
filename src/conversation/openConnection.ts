import type { MessagingConnection, MessagingEvent, MessagingSocket, OpenSocketOptions } from '../model/messagingService.js'
import { createDeferred } from './createDeferred.js'

/** One socket of the conversation, from its opening to its end. */
export type Connection = {
  socket: MessagingSocket
  /** Resolves at the end of the socket. */
  closed: Promise<void>
  /** Closes the socket. Its later events are ignored. May be called repeatedly. */
  disconnect: () => void
  /** The surveys whose events this socket gets. */
  subscribed: Set<string>
  /** True while a request for a conversation is in flight. Its response still matters to a visitor who logs out. */
  isRequesting: boolean
}

/** @param onEvent Gets the events until the connection is closed, each with the visitor's id. The id is undefined until the socket is open. */
export async function openConnection(
  messaging: MessagingConnection,
  options: Pick<OpenSocketOptions, 'connectorId' | 'signal'>,
  onEvent: (event: MessagingEvent, visitorId: string | undefined) => void,
): Promise<Connection> {
  let isOpen = true
  let visitorId: string | undefined
  const closed = createDeferred<void>()
  const end = () => {
    isOpen = false
    closed.resolve()
  }
  const socket = await messaging.open({ ...options, onEvent: (event) => isOpen && onEvent(event, visitorId), onClose: end })
  visitorId = socket.visitorId
  const disconnect = () => {
    if (isOpen) socket.disconnect()
    end()
  }
  return { socket, closed: closed.promise, disconnect, subscribed: new Set(), isRequesting: false }
}
