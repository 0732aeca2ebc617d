import { isRecord } from '../http/readers.js'
import { quoteLongIntegers } from '../liveperson/quoteLongIntegers.js'

/** Reads a frame of the socket. Returns undefined for anything but the text of a JSON object. */
export function readFrame(data: unknown): Record<string, unknown> | undefined {
  if (typeof data !== 'string') return undefined
  try {
    const frame: unknown = JSON.parse(quoteLongIntegers(data))
    return isRecord(frame) ? frame : undefined
  } catch {
    return undefined
  }
}
