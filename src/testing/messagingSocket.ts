import type { SocketConnection } from './messaging.js'
import { choices } from './messagingChoices.js'
import type { Clock } from './messagingClock.js'
import type { Consumer } from './messagingTokens.js'

type Frame = Record<string, unknown>

/** The service's end of one socket. */
export type ServerSocket = ReturnType<typeof createServerSocket>

/** Creates the state of a socket, and sends its frames in their order. */
export function createServerSocket(
  connection: SocketConnection,
  {
    number,
    clock,
    getLatency,
    onSend,
    onEnd,
  }: { number: number; clock: Clock; getLatency: () => number; onSend: (frame: Frame, type: string) => void; onEnd: () => void },
) {
  const timers = new Set<() => void>()
  /** The frames that wait for the latency. Timers of different lengths may end in another order. */
  const waiting: (() => void)[] = []
  let isOpen = true
  let lastDueAt = 0
  /** The frames that the current request causes. */
  let batch: (() => void)[] | undefined
  let cancelIdle: (() => void) | undefined

  function end() {
    if (!isOpen) return
    isOpen = false
    for (const cancel of timers) cancel()
    onEnd()
  }

  /** Calls back after the time, unless the socket ends. Returns a function that cancels the call. */
  function startTimer(callback: () => void, milliseconds: number): () => void {
    const cancel = clock.setTimer(() => {
      timers.delete(stop)
      callback()
    }, milliseconds)
    const stop = () => {
      timers.delete(stop)
      cancel()
    }
    timers.add(stop)
    return stop
  }

  /** Sends a frame after the latency, and behind the frames before it. */
  function deliver(frame: Frame, type: string, onSent?: () => void) {
    waiting.push(() => {
      if (!isOpen || socket.isSilent) return
      onSend(frame, type)
      connection.send(JSON.stringify(frame))
      onSent?.()
    })
    const sendNext = () => waiting.shift()?.()
    const now = clock.now()
    lastDueAt = Math.max(lastDueAt, now + getLatency())
    if (lastDueAt > now) startTimer(sendNext, lastDueAt - now)
    else queueMicrotask(sendNext)
  }

  const socket = {
    number,
    /** The visitor, as soon as the service knows it. */
    consumer: undefined as Consumer | undefined,
    /** True when the answer to `InitConnection` was sent. */
    isIdentified: false,
    /** True if nothing arrives any more, in either direction. */
    isSilent: false,
    /** The ids of the metadata subscriptions. */
    subscriptions: new Set<string>(),
    /** The dialogs of the subscriptions. */
    dialogs: new Set<string>(),
    isOpen: () => isOpen,
    startTimer,
    /** Sends a notification: behind the answer, if a request causes it. */
    send(frame: Frame, type: string) {
      const send = () => deliver(frame, type)
      if (batch) batch.push(send)
      else send()
    },
    /** Sends the answer to a request of the type. */
    respond(frame: Frame, type: string) {
      deliver(frame, type, () => {
        if (type === 'InitConnection' && frame.code === 200) socket.isIdentified = true
      })
    },
    /** Collects the notifications that an action causes. The caller sends them. */
    collect(action: () => void): { send: () => void } {
      const collected: (() => void)[] = []
      batch = collected
      try {
        action()
      } finally {
        batch = undefined
      }
      return {
        send: () => {
          for (const send of collected) send()
        },
      }
    },
    /** Closes the socket. By default, the connection breaks. */
    close(code = 1006, reason = '') {
      if (!isOpen) return
      end()
      connection.close(code, reason)
    },
    /** Waits anew for the next frame, and closes the socket if none arrives in the time. */
    restartIdle(idleClose: number) {
      cancelIdle?.()
      if (Number.isFinite(idleClose)) cancelIdle = startTimer(() => socket.close(choices.timedOut.code, choices.timedOut.reason), idleClose)
    },
  }
  return socket
}
