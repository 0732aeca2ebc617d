import { RestErrorResponse } from './errorResponses.js'
import { isMembers } from './validate.js'

type Members = Record<string, unknown>

/** Returns the session after a patch: a list of operations (RFC 6902), or an object to merge (RFC 7396). If one operation fails, none applies. */
export function applyPatch(session: Members, patch: unknown): Members {
  const patched = structuredClone(session)
  for (const operation of toOperations(session, patch)) apply(patched, operation)
  return patched
}

function toOperations(session: Members, patch: unknown): Members[] {
  if (isMembers(patch)) return Object.entries(patch).flatMap(([name, value]) => toReplacements(session, name, value))
  if (Array.isArray(patch) && patch.every(isMembers)) return patch
  throw new RestErrorResponse(400, undefined, 'The patch is neither a list of operations nor an object.')
}

/** Merges an object into an object path by path. */
function toReplacements(members: Members, name: string, value: unknown): Members[] {
  const inside = members[nameIn(members, name)]
  if (!isMembers(inside) || !isMembers(value)) return [{ op: 'replace', path: name, value }]
  return Object.entries(value)
    .flatMap(([inner, innerValue]) => toReplacements(inside, inner, innerValue))
    .map((operation) => ({ ...operation, path: `${name}/${operation.path}` }))
}

/** Applies one operation. A service that removes a member sets it to null. */
function apply(session: Members, { op, path, from, value }: Members): void {
  const { parent, name } = toPlace(session, path)
  if (op === 'test') {
    if (JSON.stringify(parent[name]) === JSON.stringify(value)) return
    throw new RestErrorResponse(409, 'SoConflictException', `The test of ${path} failed.`)
  }
  if (/^chatsessionid$/i.test(name)) throw new RestErrorResponse(400, 'SoPatchException', 'The key cannot be changed.')
  if (op === 'replace' || op === 'add') {
    parent[name] = value
  } else if (op === 'remove') {
    parent[name] = null
  } else if (op === 'copy' || op === 'move') {
    const source = toPlace(session, from)
    parent[name] = structuredClone(source.parent[source.name])
    if (op === 'move') apply(session, { op: 'remove', path: from })
  } else {
    throw new RestErrorResponse(400, 'SoPatchException', `The operation ${op} is not supported.`)
  }
}

/** Returns the place that a path names. A path may lack its first slash, and its names may be in any case. */
function toPlace(session: Members, path: unknown): { parent: Members; name: string } {
  const names = String(path).replace(/^\//, '').split('/')
  const last = names.pop() ?? ''
  const parent = names.reduce<unknown>((members, name) => (isMembers(members) ? members[nameIn(members, name)] : undefined), session)
  if (isMembers(parent)) return { parent, name: nameIn(parent, last) }
  throw new RestErrorResponse(400, 'SoPatchException', `The session has nothing at ${path}.`)
}

const nameIn = (members: Members, name: string) => Object.keys(members).find((key) => key.toLowerCase() === name.toLowerCase()) ?? name
