import { isRecord } from '../http/readers.js'
import { isHiddenMember } from './hiddenMembers.js'
import { Refusal } from './refusal.js'

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
