import type { WebSocketConstructor, WebSocketEvent, WebSocketLike } from '../../../src/conversation/index.js'
import { getCurrentTab, isClosed, type Tab } from '../browser/index.js'

type Listener = (event: WebSocketEvent) => void

/** The sockets of all tabs. A socket ends with its page and with the network. Its events run as code of its page. */
export function createTabSockets(Base: typeof WebSocket) {
  const sockets = new Set<TabSocket>()
  let isOnline = true

  class TabSocket implements WebSocketLike {
    readonly tab = getCurrentTab() as Tab
    readonly #listeners: [type: string, listener: Listener][] = []
    readonly #socket: WebSocket | undefined

    constructor(url: string) {
      if (!isOnline || isClosed(this.tab)) {
        queueMicrotask(() => this.break())
        return
      }
      sockets.add(this)
      const socket = new Base(url)
      for (const type of ['open', 'message', 'error', 'close']) socket.addEventListener(type, (event) => this.#emit(type, event as never))
      this.#socket = socket
    }
    get readyState(): number {
      return this.#socket?.readyState ?? 0
    }
    send(text: string): void {
      this.#socket?.send(text)
    }
    close(): void {
      this.#socket?.close()
    }
    addEventListener(type: string, listener: Listener): void {
      this.#listeners.push([type, listener])
    }
    /** Loses the connection. The service has all that was sent before. */
    break(): void {
      for (const type of ['error', 'close']) this.#emit(type, { type, code: 1006, reason: '' })
      this.#listeners.length = 0
      this.#socket?.close()
    }
    #emit(type: string, event: WebSocketEvent): void {
      if (type === 'close') sockets.delete(this)
      if (isClosed(this.tab)) return
      for (const [name, listener] of [...this.#listeners]) if (name === type) this.tab.run(() => listener(event))
    }
  }

  return {
    WebSocket: TabSocket as WebSocketConstructor,
    setOnline(next: boolean): void {
      isOnline = next
      if (!next) for (const socket of [...sockets]) socket.break()
    },
    /** Ends the sockets of a page that has ended. */
    end(tab: Tab): void {
      for (const socket of [...sockets]) if (socket.tab === tab) socket.break()
    },
  }
}
