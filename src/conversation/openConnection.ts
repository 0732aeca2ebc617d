import type { MessagingConnection, MessagingEvent, MessagingSocket, OpenSocketOptions } from '../model/messagingService.js'
import { createDeferred } from './createDeferred.js'

/** A socket with its end. */
export type Line = {
  socket: MessagingSocket
  /** Resolves when the socket is lost or dropped. */
  closed: Promise<void>
  /** Closes the socket. Its later events are ignored. May be called repeatedly. */
  drop: () => void
  /** The surveys whose events this socket gets. */
  subscribed: Set<string>
  /** True while a request for a conversation is in flight. Its response still matters to a visitor who logs out. */
  isRequesting: boolean
}

/** @param onEvent Gets the events until the line is closed, each with the visitor's id. The id is undefined until the socket is open. */
export async function openLine(
  messaging: MessagingConnection,
  options: Pick<OpenSocketOptions, 'connectorId' | 'signal'>,
  onEvent: (event: MessagingEvent, visitorId: string | undefined) => void,
): Promise<Line> {
  let isOpen = true
  let visitorId: string | undefined
  const closed = createDeferred<void>()
  const end = () => {
    isOpen = false
    closed.resolve()
  }
  const socket = await messaging.open({ ...options, onEvent: (event) => isOpen && onEvent(event, visitorId), onClose: end })
  visitorId = socket.visitorId
  const drop = () => {
    if (isOpen) socket.disconnect()
    end()
  }
  return { socket, closed: closed.promise, drop, subscribed: new Set(), isRequesting: false }
}
