import type { NodeRequest } from './nodeMessages.js'

/**
 * Converts the body of a request of Node to a stream, which reads no further than its reader does. A cancelled body is discarded. The connection stays
 * open, so that the browser can read the response.
 * @param isIgnored True if nobody will read the rest of the body.
 */
export function readNodeBody(request: NodeRequest, isIgnored: () => boolean): ReadableStream<Uint8Array> {
  let isCancelled = false
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const fail = () => controller.error(new Error('The connection ended before the body did.'))
        request.on('data', (chunk) => {
          if (isCancelled || isIgnored()) return
          controller.enqueue(chunk)
          request.pause()
        })
        request.on('end', () => {
          if (!isCancelled) controller.close()
        })
        request.on('error', fail)
        request.on('close', fail)
        request.pause()
      },
      pull() {
        request.resume()
      },
      cancel() {
        isCancelled = true
        request.resume()
      },
    },
    { highWaterMark: 0 },
  )
}
