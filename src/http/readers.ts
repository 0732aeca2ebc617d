/** Forgiving readers of what a service or a storage holds: what is not what it should be reads as `undefined`. */

/** Ids come as texts in one service's answers and as numbers in another's. */
export function toText(value: unknown): string | undefined {
  if (typeof value === 'string' && value !== '') return value
  return Number.isSafeInteger(value) ? String(value) : undefined
}

/** Numbers come as texts too. */
export function toNumber(value: unknown): number | undefined {
  const number = typeof value === 'number' ? value : Number(toText(value)?.trim() || Number.NaN)
  return Number.isFinite(number) ? number : undefined
}

type Fields = Record<string, (value: unknown) => unknown>

type Read<fields extends Fields> = { [name in keyof fields]?: NonNullable<ReturnType<fields[name]>> }

/** Reads the named members of an object, and leaves out those that read as `undefined`. Of anything but an object: none. */
export function readFields<fields extends Fields>(source: unknown, fields: fields): Read<fields> {
  const read: Record<string, unknown> = {}
  for (const [name, reader] of Object.entries(fields)) {
    const value = isRecord(source) ? reader(source[name]) : undefined
    if (value !== undefined) read[name] = value
  }
  return read as Read<fields>
}

/** Whether all of the fields were read. */
export function hasFields<read extends Record<string, unknown>, fields extends Fields>(
  read: read,
  fields: fields,
): read is read & Required<Read<fields>> {
  return Object.keys(fields).every((name) => read[name] !== undefined)
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
