import { isRecord } from '../http/readers.js'

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
