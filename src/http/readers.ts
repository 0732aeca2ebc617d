/** Tolerant readers of the values of a service or a storage. A value of an unexpected type reads as `undefined`. */

/** The length of the longest id. A longer one would make an address that servers refuse. */
const maxTextLength = 8000

/**
 * Reads an id. One service sends its ids as texts, another as numbers. Half a surrogate pair, `.` and `..` are no ids, because an address cannot
 * contain them.
 */
export function toText(value: unknown): string | undefined {
  if (typeof value === 'string') return /^\.{0,2}$|[\uD800-\uDFFF]/u.test(value) || value.length > maxTextLength ? undefined : value
  return Number.isSafeInteger(value) ? String(value) : undefined
}

/** Reads a number, also from a text. */
export function toNumber(value: unknown): number | undefined {
  const number = typeof value === 'number' ? value : Number(toText(value)?.trim() || Number.NaN)
  return Number.isFinite(number) ? number : undefined
}

type Fields = Record<string, (value: unknown) => unknown>

type Read<fields extends Fields> = { [name in keyof fields]?: NonNullable<ReturnType<fields[name]>> }

/** Reads the named members of an object, without the members that read as `undefined`. Reads no members of any other value. */
export function readFields<fields extends Fields>(source: unknown, fields: fields): Read<fields> {
  const read: Record<string, unknown> = {}
  for (const [name, reader] of Object.entries(fields)) {
    const value = isRecord(source) ? reader(source[name]) : undefined
    if (value !== undefined) read[name] = value
  }
  return read as Read<fields>
}

/** True if all of the fields were read. */
export function hasFields<read extends Record<string, unknown>, fields extends Fields>(
  read: read,
  fields: fields,
): read is read & Required<Read<fields>> {
  return Object.keys(fields).every((name) => read[name] !== undefined)
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
