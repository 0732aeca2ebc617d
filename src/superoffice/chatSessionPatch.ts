import { isRecord } from '../http/readers.js'

/** One step of a JSON Patch (RFC 6902). */
export type PatchOperation = { op: 'test' | 'replace'; path: string; value: unknown }

/** The longest text that is tested: copies of messages are cut there. */
const maxTestedLength = 1024

/**
 * The fewest operations that make the session what it is to be, after a `test` of each member that is changed, lest what someone else has written
 * since is overwritten. Dates, long texts and whole references are never tested: how the service compares them, its documents do not say. Of a
 * reference, its id is.
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
    const idName = /^(User|TransferTo)$/.test(name) ? 'AssociateId' : `${name}Id`
    const id = before[idName]
    return Number(id) > 0 ? { op: 'test', path: `/${name}/${idName}`, value: id } : undefined
  }
  const isTested = before !== undefined && !isRecord(value) && !name.startsWith('When') && String(before).length <= maxTestedLength
  return isTested ? { op: 'test', path: `/${name}`, value: before } : undefined
}

/** Whether what is there is what is meant: references may hold more than the id that they are set by. */
export function matches(actual: unknown, expected: unknown): boolean {
  if (isRecord(expected)) return isRecord(actual) && Object.entries(expected).every(([name, value]) => matches(actual[name], value))
  return toJson(actual) === toJson(expected)
}

const toJson = (value: unknown) => JSON.stringify(value ?? null)

/** What a write sends: not what a read adds to a session and to what it refers to, nor numbers that JSON would turn into null. */
export function withoutReadOnly(entity: object): Record<string, unknown> {
  const isOmitted = (name: string, value: unknown) =>
    /^(_Links|TableRight|FieldProperties)$/i.test(name) || (typeof value === 'number' && !Number.isFinite(value))
  return JSON.parse(JSON.stringify(entity, (name, value) => (isOmitted(name, value) ? undefined : value)))
}
