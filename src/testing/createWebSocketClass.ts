import type { SocketConnection } from './messaging.js'

type Listener = ((event: Event) => void) | null

/** Creates a class that behaves as the browser's `WebSocket`. Its sockets lead to a service in memory. */
export function createWebSocketClass(acceptSocket: (connection: SocketConnection) => void, waitToOpen: (open: () => void) => void) {
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
    #onMessage: (text: string) => void = () => {}
    #onEnd: () => void = () => {}

    constructor(url: string | URL) {
      super()
      const { href, protocol } = new URL(url)
      if (!/^wss?:$|^https?:$/.test(protocol)) throw new DOMException(`The scheme of ${href} is no WebSocket scheme.`, 'SyntaxError')
      this.url = href.replace(/^http/, 'ws')
      waitToOpen(() => this.#open())
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
      // The texts before it arrive first, because they are microtasks too.
      queueMicrotask(() => {
        this.#onEnd()
        this.#end(wasConnecting ? 1006 : (code ?? 1005), wasConnecting ? '' : reason)
      })
    }

    #open(): void {
      if (this.readyState !== SimulatedWebSocket.CONNECTING) return
      let isRefused = false
      acceptSocket({
        url: this.url,
        send: (data) => {
          if (this.readyState === SimulatedWebSocket.OPEN) this.#dispatch('message', { data, origin: new URL(this.url).origin })
        },
        close: (code = 1006, reason = '') => {
          isRefused = true
          queueMicrotask(() => this.#end(code, reason))
        },
        onMessage: (listener) => {
          this.#onMessage = listener
        },
        onClose: (listener) => {
          this.#onEnd = listener
        },
      })
      if (isRefused) return
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
