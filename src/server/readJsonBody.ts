import { copyJson, parseJson } from './copyJson.js'
import { readText } from './readText.js'
import { Refusal } from './refusal.js'
import { runInTime } from './runInTime.js'

const json = /^application\/json\s*(;[^,]*)?$/i
const patch = /^application\/(json|json-patch\+json|merge-patch\+json)\s*(;[^,]*)?$/i

export type BodyLimits = {
  maxBytes: number
  /** In seconds. */
  timeout: number
  /** True if the media types of a patch are accepted, too. */
  isPatch?: boolean
  /** True if the request may have no body. It reads as undefined. */
  isOptional?: boolean
  /** Names the members to omit, at any depth. */
  isOmitted?: (name: string) => boolean
}

/** Reads the body of the browser's request as JSON. The result is a copy, which has no `__proto__`. */
export async function readJsonBody(request: Request, { maxBytes, timeout, isPatch, isOptional, isOmitted }: BodyLimits): Promise<unknown> {
  const { headers, body } = request
  if (!(isPatch ? patch : json).test(headers.get('content-type') ?? '')) throw new Refusal(415, 'contentType')
  if (Number(headers.get('content-length')) > maxBytes) throw new Refusal(413, 'size')
  if (request.bodyUsed || body?.locked) throw new Refusal(500, 'bodyUsed')
  const text = body ? await readInTime(body.getReader(), maxBytes, timeout) : ''
  if (isOptional && !text) return undefined
  const value = parseJson(text)
  if (value === undefined) throw new Refusal(400, 'json')
  try {
    return copyJson(value, isOmitted)
  } catch {
    throw new Refusal(400, 'json')
  }
}

async function readInTime(reader: ReadableStreamDefaultReader<Uint8Array>, maxBytes: number, timeout: number): Promise<string> {
  try {
    const text = await runInTime(() => readText(reader, maxBytes), { timeout, status: 408, reason: 'slowBody' })
    if (text !== undefined) return text
    throw new Refusal(413, 'size')
  } catch (error) {
    // Nobody waits for the rest.
    reader.cancel().catch(() => {})
    throw error instanceof Refusal ? error : new Refusal(400, 'body')
  }
}
