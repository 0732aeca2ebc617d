import type { NodeRequest } from './nodeMessages.js'

/**
 * Converts the body of a request of Node to a stream. The stream reads no further than its reader does, and discards the rest of a body that nobody
 * reads. The connection stays open, so that the browser can read the response.
 * @param isIgnored Returns true as soon as nobody reads the rest of the body.
 */
export function readNodeBody(request: NodeRequest, isIgnored: () => boolean): ReadableStream<Uint8Array> {
  let isCancelled = false
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        request.on('data', (chunk) => {
          if (isCancelled || isIgnored()) return
          controller.enqueue(chunk)
          request.pause()
        })
        request.on('end', () => {
          if (!isCancelled) controller.close()
        })
        request.on('close', () => controller.error(new Error('The connection ended before the body did.')))
        request.pause()
      },
      pull() {
        request.resume()
      },
      cancel() {
        isCancelled = true
      },
    },
    { highWaterMark: 0 },
  )
}
