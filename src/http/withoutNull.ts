/**
 * A replacer for `JSON.stringify`. Omits values that JSON would turn into null: numbers such as `NaN`, and items of lists such as `undefined`. One value
 * that the service cannot parse may void the whole request.
 */
export function withoutNull(_name: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item === null || isWritable(item))
  return isWritable(value) ? value : undefined
}

function isWritable(value: unknown): boolean {
  return typeof value === 'number' ? Number.isFinite(value) : !/^(undefined|function|symbol)$/.test(typeof value)
}
