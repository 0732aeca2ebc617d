import { abortable } from '../browser/abortable.js'
import { dev } from '../dev.js'
import { NetworkError } from '../errors.js'
import { runLimited } from '../http/runLimited.js'
import type { MessagingFrame } from '../model/messagingService.js'
import { createRequests, type Requests } from './createRequests.js'
import { readFrame } from './readFrame.js'
import { toSocketError } from './toSocketError.js'
import type { WebSocketConstructor, WebSocketLike } from './webSocket.js'

/** The `readyState` of a socket that can send. */
const openState = 1

/** The time for a socket to open, in seconds. */
const timeout = 10

export type ChannelOptions = {
  url: string
  WebSocket: WebSocketConstructor
  onNotification: (notification: Record<string, unknown>) => void
  onFrame: (frame: MessagingFrame) => void
  signal: AbortSignal | undefined
}

/** An open socket with its requests. */
export type Channel = Pick<Requests, 'request'> & {
  /** Aborts at the end of the socket, with its reason. */
  readonly ended: AbortSignal
  /** Ends the socket. The requests in flight reject with the error. */
  end: (error: unknown) => void
}

/** Opens a socket. An abort of `signal` ends the attempt with its reason. */
export async function openChannel({ url, WebSocket, onNotification, onFrame, signal }: ChannelOptions): Promise<Channel> {
  const life = new AbortController()
  const ended = life.signal
  const socket = createSocket(url, WebSocket)
  const { request, receive } = createRequests(send, ended, onFrame)

  /** A socket that is about to close ends the request, because it sends nothing. A browser would print an error. */
  function send(text: string): void {
    if (socket.readyState === openState) socket.send(text)
  }

  function end(error: unknown): void {
    if (ended.aborted) return
    life.abort(error)
    socket.close()
  }

  socket.addEventListener('message', ({ data }) => {
    const frame = ended.aborted ? undefined : readFrame(data)
    if (frame?.kind === 'resp') receive(frame)
    if (frame?.kind !== 'notification') return
    onFrame({ direction: 'received', type: typeof frame.type === 'string' ? frame.type : '' })
    onNotification(frame)
  })
  socket.addEventListener('close', (event) => end(toSocketError(event)))
  // A close follows each error. A socket of Node throws an error that has no listener.
  socket.addEventListener('error', () => {})

  const opened = new Promise<void>((resolve) => socket.addEventListener('open', () => resolve()))
  try {
    await runLimited(() => abortable(opened, ended), { signal, timeout })
  } catch (error) {
    end(error)
    throw error
  }
  return { request, ended, end }
}

function createSocket(url: string, WebSocket: WebSocketConstructor): WebSocketLike {
  try {
    return new WebSocket(url)
  } catch (cause) {
    throw new NetworkError(dev`The socket ${url} could not be made. Check the domain, and the page's connect-src.`, { cause })
  }
}
