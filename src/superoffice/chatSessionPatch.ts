import { isRecord } from '../http/readers.js'

/** A step of a JSON Patch (RFC 6902). */
export type PatchOperation = { op: 'test' | 'replace'; path: string; value: unknown }

/** The length of the longest text that is tested. The service cuts copies of messages at this length. */
const maxTestedLength = 1024

/**
 * Returns the fewest operations that apply the changes. A `test` of each changed member precedes them, so that a change of someone else is not
 * overwritten. Dates, long texts and whole references have no `test`, because the documents do not say how the service compares them. The id of a
 * reference has one.
 */
export function toPatch(before: Record<string, unknown>, changes: Record<string, unknown>): PatchOperation[] {
  const changed = Object.entries(changes).filter(([name, value]) => value !== undefined && !matches(before[name], value))
  return [
    ...changed.flatMap(([name, value]) => toTest(name, before[name], value) ?? []),
    ...changed.map(([name, value]) => ({ op: 'replace' as const, path: `/${name}`, value })),
  ]
}

function toTest(name: string, before: unknown, value: unknown): PatchOperation | undefined {
  if (isRecord(before)) {
    const idName = toIdName(name)
    const id = before[idName]
    return Number(id) > 0 ? { op: 'test', path: `/${name}/${idName}`, value: id } : undefined
  }
  const isTested = before !== undefined && !isRecord(value) && !name.startsWith('When') && String(before).length <= maxTestedLength
  return isTested ? { op: 'test', path: `/${name}`, value: before } : undefined
}

/** Returns whether `actual` has everything in `expected`. A reference may have more members than the id that set it. */
export function matches(actual: unknown, expected: unknown): boolean {
  if (isRecord(expected))
    return isRecord(actual) && Object.entries(expected).every(([name, value]) => value === undefined || matches(actual[name], value))
  return toJson(actual) === toJson(expected)
}

/** Returns whether two values of a member are the same. References are compared by their ids: null, 0 and -1 stand for none. */
export function isSameMember(name: string, one: unknown, other: unknown): boolean {
  const idName = toIdName(name)
  const isReference = [one, other].some((value) => isRecord(value) && idName in value)
  if (!isReference) return matches(one, other)
  const [id, otherId] = [one, other].map((value) => (isRecord(value) ? Math.max(Number(value[idName]) || 0, 0) : 0))
  return id === otherId
}

/** Returns the name of a reference's id: `PersonId` for `Person`. */
function toIdName(name: string): string {
  return /^(User|TransferTo)$/.test(name) ? 'AssociateId' : `${name}Id`
}

const toJson = (value: unknown) => JSON.stringify(value ?? null)

/** Returns the members that a write sends. It omits the members that a read adds, at any depth, and numbers that JSON would turn into null. */
export function withoutReadOnly(entity: object): Record<string, unknown> {
  const isOmitted = (name: string, value: unknown) =>
    /^(_Links|TableRight|FieldProperties)$/i.test(name) || (typeof value === 'number' && !Number.isFinite(value))
  return JSON.parse(JSON.stringify(entity, (name, value) => (isOmitted(name, value) ? undefined : value)))
}
