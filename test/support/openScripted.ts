import { onTestFinished, vi } from 'vitest'
import WebSocket from 'ws'
import { openSocket, type SocketOptions } from '../../src/messaging/openSocket.js'
import type { MessagingEvent, MessagingFrame, MessagingSocket } from '../../src/model/messagingService.js'
import { type ScriptedMessaging, startScriptedMessaging } from './scriptedMessaging.js'

export type ScriptedSocket = {
  service: ScriptedMessaging
  socket: MessagingSocket
  events: MessagingEvent[]
  frames: MessagingFrame[]
  onClose: ReturnType<typeof vi.fn>
  onTokenRefused: ReturnType<typeof vi.fn>
}

export const dialog = { conversationId: 'c1', dialogId: 'd1' }

/** Starts a scripted service for one test. */
export async function startService(): Promise<ScriptedMessaging> {
  const service = await startScriptedMessaging()
  onTestFinished(service.stop)
  return service
}

/** Opens a socket at the service, or at a new one. */
export async function openScripted(given?: ScriptedMessaging, options?: Partial<SocketOptions>): Promise<ScriptedSocket> {
  const service = given ?? (await startService())
  const events: MessagingEvent[] = []
  const frames: MessagingFrame[] = []
  const onClose = vi.fn()
  const onTokenRefused = vi.fn()
  const socket = await openSocket({
    url: service.url,
    accountId: '12345678',
    jwt: 'header.claims.signature',
    visitorId: 'visitor',
    WebSocket,
    getFileBase: async () => 'https://swift.example',
    onEvent: (event) => events.push(event),
    onFrame: (frame) => frames.push(frame),
    onClose,
    onTokenRefused,
    ...options,
  })
  onTestFinished(socket.disconnect)
  return { service, socket, events, frames, onClose, onTokenRefused }
}
