/** The members of a `WebSocket` that the library uses. Browsers, Node 22, the package `ws` and the simulator have such a `WebSocket`. */
export type WebSocketLike = {
  /** 1 while the socket can send. */
  readonly readyState: number
  /** Sends a frame. */
  send(text: string): void
  /** Closes the socket. */
  close(code?: number): void
  /** Calls back with each event of the type. */
  addEventListener(type: 'open' | 'message' | 'close' | 'error', listener: (event: WebSocketEvent) => void): void
}

/** The members of a socket's events that the library reads. */
export type WebSocketEvent = {
  /** The type of the event. */
  readonly type: string
  /** The frame of a `message`. */
  readonly data?: unknown
  /** The code of a `close`. */
  readonly code?: number | undefined
  /** The reason of a `close`. */
  readonly reason?: string | undefined
}

/** The constructor of a `WebSocket`. */
export type WebSocketConstructor = new (url: string) => WebSocketLike
