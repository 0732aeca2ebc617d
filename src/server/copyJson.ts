import { isRecord } from '../http/readers.js'

/** No documented body is deeper. A deeper one could exhaust the stack. */
const maxDepth = 32

/**
 * Copies a parsed JSON value without the members that `isOmitted` names, at any depth. The copy never has `__proto__`.
 * @throws RangeError if the value is deeper than 32 levels
 */
export function copyJson(value: unknown, isOmitted: (name: string) => boolean = () => false, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (depth === maxDepth) throw new RangeError('The JSON is too deep.')
  if (!isRecord(value)) return (value as unknown[]).map((item) => copyJson(item, isOmitted, depth + 1))
  const copy: Record<string, unknown> = {}
  for (const name of Object.keys(value)) {
    if (name !== '__proto__' && !isOmitted(name)) copy[name] = copyJson(value[name], isOmitted, depth + 1)
  }
  return copy
}

/** Parses a JSON text. Returns undefined for a text that is no JSON, which no JSON text stands for. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
