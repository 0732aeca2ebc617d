import type { SocketConnection } from './messaging.js'
import { choices } from './messagingChoices.js'
import type { Clock } from './messagingClock.js'
import type { ServerSocket } from './messagingSocket.js'

type Listener = ((event: Event) => void) | null

type Network = {
  clock: Clock
  getLatency: () => number
  isHanging: () => boolean
  accept: (connection: SocketConnection) => ServerSocket | undefined
}

/** Creates a class that behaves as the browser's `WebSocket`. Its sockets lead to a service in memory. */
export function createWebSocketClass({ clock, getLatency, isHanging, accept }: Network): typeof WebSocket {
  class SimulatedWebSocket extends EventTarget {
    static readonly CONNECTING = 0
    static readonly OPEN = 1
    static readonly CLOSING = 2
    static readonly CLOSED = 3
    readonly CONNECTING = 0
    readonly OPEN = 1
    readonly CLOSING = 2
    readonly CLOSED = 3

    readonly url: string
    readonly protocol = ''
    readonly extensions = ''
    readonly bufferedAmount = 0
    binaryType: BinaryType = 'blob'
    readyState: number = SimulatedWebSocket.CONNECTING
    onopen: Listener = null
    onmessage: Listener = null
    onerror: Listener = null
    onclose: Listener = null
    #server: ServerSocket | undefined
    #onMessage: (text: string) => void = () => {}
    #onEnd: () => void = () => {}

    constructor(url: string | URL) {
      super()
      const { href, protocol } = new URL(url)
      if (!/^wss?:$|^https?:$/.test(protocol)) throw new DOMException(`The scheme of ${href} is no WebSocket scheme.`, 'SyntaxError')
      this.url = href.replace(/^http/, 'ws')
      if (isHanging()) return
      if (getLatency() > 0) clock.setTimer(() => this.#open(), getLatency())
      else queueMicrotask(() => this.#open())
    }

    send(data: string): void {
      if (this.readyState === SimulatedWebSocket.CONNECTING) throw new DOMException('The socket is not open yet.', 'InvalidStateError')
      if (this.readyState === SimulatedWebSocket.OPEN) queueMicrotask(() => this.#onMessage(String(data)))
    }

    close(code?: number, reason = ''): void {
      if (code !== undefined && code !== 1000 && !(code >= 3000 && code <= 4999)) {
        throw new DOMException(`A page may not close a socket with the code ${code}.`, 'InvalidAccessError')
      }
      if (this.readyState >= SimulatedWebSocket.CLOSING) return
      const wasConnecting = this.readyState === SimulatedWebSocket.CONNECTING
      this.readyState = SimulatedWebSocket.CLOSING
      if (wasConnecting) {
        queueMicrotask(() => this.#end(1006, ''))
        return
      }
      // A browser waits for the service's end of the close, and gives up after a while.
      if (this.#server?.isSilent || isHanging()) {
        clock.setTimer(() => this.#end(1006, ''), choices.closeTime)
        return
      }
      // The texts before it arrive first, because they are microtasks too.
      queueMicrotask(() => {
        this.#onEnd()
        this.#end(code ?? 1005, reason)
      })
    }

    #open(): void {
      if (this.readyState !== SimulatedWebSocket.CONNECTING) return
      this.#server = accept({
        url: this.url,
        send: (data) => {
          if (this.readyState === SimulatedWebSocket.OPEN) this.#dispatch('message', { data, origin: new URL(this.url).origin })
        },
        close: (code, reason) => queueMicrotask(() => this.#end(code, reason)),
        onMessage: (listener) => {
          this.#onMessage = listener
        },
        onClose: (listener) => {
          this.#onEnd = listener
        },
      })
      if (!this.#server) return
      this.readyState = SimulatedWebSocket.OPEN
      this.#dispatch('open')
    }

    #end(code: number, reason: string): void {
      if (this.readyState === SimulatedWebSocket.CLOSED) return
      this.readyState = SimulatedWebSocket.CLOSED
      if (code === 1006) this.#dispatch('error')
      this.#dispatch('close', { code, reason, wasClean: code !== 1006 })
    }

    /** Node 20 has no `CloseEvent`, so the members are added to a plain event. */
    #dispatch(type: 'open' | 'message' | 'error' | 'close', members: object = {}): void {
      const event = Object.assign(new Event(type), members)
      this[`on${type}`]?.(event)
      this.dispatchEvent(event)
    }
  }
  return SimulatedWebSocket as unknown as typeof WebSocket
}
