/** Decodes whole bodies, so that it has no state. */
const decoder = new TextDecoder('utf-8', { fatal: true })

/**
 * Reads a body of UTF-8. The limit counts bytes, because a header can lie about the length.
 * @returns the text; undefined if the body is longer than `maxBytes`
 * @throws TypeError if the body breaks or is not UTF-8
 */
export async function readText(reader: ReadableStreamDefaultReader<Uint8Array>, maxBytes: number): Promise<string | undefined> {
  const bytes = await readBytes(reader, maxBytes)
  return bytes && decodeText(bytes)
}

/** @throws TypeError if the bytes are not UTF-8 */
export const decodeText = (bytes: Uint8Array): string => decoder.decode(bytes)

/** Reads a body, like `readText`, in any encoding. */
export async function readBytes(reader: ReadableStreamDefaultReader<Uint8Array>, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.byteLength
    // A chunk that is no bytes has no length.
    if (!(length <= maxBytes)) return undefined
    chunks.push(value)
  }
  const [first, second] = chunks
  return first && !second ? first : join(chunks, length)
}

function join(chunks: Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return bytes
}
