import { isRecord } from '../http/readers.js'
import { Refusal } from './refusal.js'

/** The members that a customer may read. The client needs the id and the status. */
export const defaultCustomerReads: readonly string[] = [
  'ChatSessionId',
  'TopicId',
  'User/FullName',
  'CustomerAlias',
  'CustomerName',
  'CustomerEmail',
  'CustomerPhone',
  'CustomerCompanyName',
  'Status',
  'FirstMessage',
  'LastMessage',
  'WhenRequested',
  'WhenStarted',
  'WhenEnded',
  'WhenIdle',
  'InitialQueuePos',
  'ChatbotIsActive',
  'Rating',
]

/** The members that a customer may change. */
export const defaultCustomerWrites: readonly string[] = [
  'CustomerAlias',
  'CustomerName',
  'CustomerEmail',
  'CustomerPhone',
  'CustomerCompanyName',
  'Rating',
]

/** The members that never leave the relay, in either direction. The `u` flag also finds letters that a service may read as `s` and `k`. */
export const isHiddenMember = (name: string): boolean => /^(SessionKey|CustomerHost|_Links|TableRight|FieldProperties)$/iu.test(name)

/** The id decides whose session is written, so the path alone names it. */
const isId = (name: string) => /^ChatSessionId$/iu.test(name)

type PatchOperation = { op: string; path: string; value?: unknown }

/** Writes a JSON Patch anew. A customer may change `writes`, and test `reads`, by their exact top-level names. */
export function toCustomerPatch(body: unknown, reads: readonly string[], writes: readonly string[]): PatchOperation[] {
  return toPatch(body, (op, path) => path.lastIndexOf('/') === 0 && (op === 'test' ? reads : writes).includes(path.slice(1)))
}

/** Writes a JSON Patch or a merge patch anew. An agent may change every member but the id and the hidden members. */
export function toAgentPatch(body: unknown, chatSessionId: string): unknown {
  if (!Array.isArray(body)) return toEntity(body, chatSessionId)
  return toPatch(body, (op, path) => {
    const names = path.replace(/^\//, '').split('/')
    const isWritable = op === 'test' || !isId(names[0] as string)
    return /^\/?[A-Za-z]\w*(\/(\w+|-))*$/.test(path) && isWritable && !names.some(isHiddenMember)
  })
}

/** Returns the entity of an agent's write, whose id must be that of the path. The hidden members are dropped beforehand. */
export function toEntity(body: unknown, chatSessionId: string): Record<string, unknown> {
  if (!isRecord(body)) throw new Refusal(400, 'json')
  const hasOtherId = Object.entries(body).some(([name, value]) => isId(name) && String(value) !== chatSessionId)
  if (hasOtherId) throw new Refusal(400, 'chatSessionId')
  return body
}

/** SuperOffice has no `move` and no `copy`. These would read members that `from` names. */
function toPatch(body: unknown, isAllowed: (op: string, path: string) => boolean): PatchOperation[] {
  if (!Array.isArray(body)) throw new Refusal(403, 'rules')
  return body.map((operation: unknown) => {
    const { op, path, value, from } = isRecord(operation) ? operation : {}
    const isKnown = typeof op === 'string' && ['add', 'replace', 'remove', 'test'].includes(op)
    if (!isKnown || typeof path !== 'string' || from !== undefined || !isAllowed(op, path)) throw new Refusal(403, 'rules')
    if (op === 'remove') return { op, path }
    if (value === undefined) throw new Refusal(400, 'json')
    return { op, path, value }
  })
}

/** Members by their names in lower case. `whole` stands for the whole member. */
export type MemberTree = Map<string, MemberTree | 'whole'>

/** Reads paths of members, such as `Status` and `User/FullName`. */
export function toMemberTree(paths: readonly string[]): MemberTree {
  const tree: MemberTree = new Map()
  for (const path of paths) {
    const [first = '', ...rest] = path.toLowerCase().split('/')
    const inner = tree.get(first)
    if (inner === 'whole') continue
    const innerPaths = paths.filter((other) => other.toLowerCase().startsWith(`${first}/`)).map((other) => other.slice(first.length + 1))
    tree.set(first, rest.length ? toMemberTree(innerPaths) : 'whole')
  }
  return tree
}

/** Returns the members of a response that the customer may read, whatever the service has sent. */
export function pickMembers(body: unknown, tree: MemberTree): unknown {
  if (!isRecord(body)) return null
  const picked: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(body)) {
    const inner = tree.get(name.toLowerCase())
    if (inner) picked[name] = inner === 'whole' || value === null ? value : pickMembers(value, inner)
  }
  return picked
}
