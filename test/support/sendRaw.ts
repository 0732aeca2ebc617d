import { connect } from 'node:net'

/** A request as it goes over the wire. */
export type RawRequest = {
  /** @default 'GET' */
  method?: string
  /** The request target, unchanged. */
  target: string
  /** A list of values sends the header several times. */
  headers?: Record<string, string | string[]>
  /** A text or bytes are sent unchanged, everything else as JSON. */
  body?: unknown
  /**
   * The header that says the body's length.
   * @default 'length'
   */
  framing?: 'length' | 'chunked' | 'none'
  /** The connection stays open, because the body's last byte is missing. */
  isSlow?: boolean
}

export type RawResponse = { status: number; headers: [name: string, value: string][]; body: string }

/** Sends a request byte for byte, because `fetch` refuses or changes some. The status is 0 if the connection ends without a response. */
export async function sendRaw(origin: string, request: RawRequest, signal?: AbortSignal): Promise<RawResponse> {
  const { hostname, port } = new URL(origin)
  const received: Buffer[] = []
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), hostname)
    signal?.addEventListener('abort', () => socket.destroy())
    socket.on('data', (chunk) => {
      received.push(chunk)
      if (isWhole(Buffer.concat(received))) socket.destroy()
    })
    // A server that refuses a request may end the connection while the body arrives.
    socket.on('error', () => {})
    socket.on('close', () => resolve())
    socket.write(toBytes(request, `${hostname}:${port}`))
  })
  return toResponse(Buffer.concat(received))
}

function toBytes({ method = 'GET', target, headers, body, framing = 'length', isSlow }: RawRequest, host: string): Buffer {
  const bytes = body instanceof Buffer ? body : Buffer.from(typeof body === 'string' ? body : (JSON.stringify(body) ?? ''))
  const length = framing === 'chunked' ? { 'transfer-encoding': 'chunked' } : { 'content-length': String(bytes.length) }
  const all = { host, connection: 'close', ...(body !== undefined && framing !== 'none' && length), ...headers }
  const lines = Object.entries(all).flatMap(([name, values]) => [values].flat().map((value) => `${name}: ${value}`))
  const head = Buffer.from(`${[`${method} ${target} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`, 'latin1')
  const sent = framing === 'chunked' && body !== undefined ? toChunks(bytes) : bytes
  return Buffer.concat([head, isSlow ? sent.subarray(0, -1) : sent])
}

function toChunks(bytes: Buffer): Buffer {
  const half = Math.ceil(bytes.length / 2)
  const chunks = [bytes.subarray(0, half), bytes.subarray(half)].filter(({ length }) => length)
  const parts = chunks.flatMap((chunk) => [Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')])
  return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')])
}

/** Returns whether a response with a `Content-Length` is there. Other responses end with their connection. */
function isWhole(bytes: Buffer): boolean {
  const end = bytes.indexOf('\r\n\r\n')
  const length = /\r\ncontent-length: *(\d+)/i.exec(bytes.subarray(0, Math.max(end, 0)).toString('latin1'))?.[1]
  return length !== undefined && bytes.length >= end + 4 + Number(length)
}

function toResponse(bytes: Buffer): RawResponse {
  const end = bytes.indexOf('\r\n\r\n')
  const [first = '', ...lines] = bytes.subarray(0, Math.max(end, 0)).toString('latin1').split('\r\n')
  const status = Number(first.split(' ')[1] ?? 0)
  // An interim response has no body, and the final response follows it.
  if (status >= 100 && status < 200) return toResponse(bytes.subarray(end + 4))
  const headers = lines.map((line): [string, string] => {
    const [name = '', ...value] = line.split(':')
    return [name.toLowerCase(), value.join(':').trim()]
  })
  const body = bytes.subarray(end + 4)
  const isChunked = headers.some(([name, value]) => name === 'transfer-encoding' && value === 'chunked')
  return { status, headers, body: isChunked ? fromChunks(body) : body.toString() }
}

function fromChunks(bytes: Buffer): string {
  const end = bytes.indexOf('\r\n')
  const size = Number.parseInt(bytes.subarray(0, end).toString(), 16)
  return size ? bytes.subarray(end + 2, end + 2 + size).toString() + fromChunks(bytes.subarray(end + 4 + size)) : ''
}
