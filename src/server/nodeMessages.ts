/** The parts of Node's `IncomingMessage` that the listener uses. The types of Node are therefore not needed. */
export type NodeRequest = {
  method?: string | undefined
  url?: string | undefined
  headers: Record<string, string | string[] | undefined>
  socket: object
  /** True if something has read of the body. */
  readableDidRead?: boolean | undefined
  on(event: 'data', listener: (chunk: Uint8Array) => void): unknown
  on(event: 'end' | 'close', listener: () => void): unknown
  pause(): unknown
  resume(): unknown
}

/** The parts of Node's `ServerResponse` that the listener uses. */
export type NodeResponse = {
  statusCode: number
  readonly headersSent: boolean
  readonly writableEnded: boolean
  setHeader(name: string, value: string): unknown
  end(body: Uint8Array): unknown
  on(event: 'close', listener: () => void): unknown
}
