import { dev } from '../dev.js'
import { ResponseError } from '../errors.js'
import type { Http, HttpRequest } from '../http/http.js'
import { isRecord, toNumber, toText } from '../http/readers.js'
import type { ChatSessionEntityWithLinks, ChatSessionSelect } from './chatSessionEntity.js'
import { toChatSessionStatus } from './chatSessionStatus.js'

export type ReadRequest = {
  id: number | 'default'
  select?: ChatSessionSelect | undefined
  signal: AbortSignal
}

export type ChangeRequest = Pick<HttpRequest, 'method' | 'body'> & {
  /** The session's id; undefined to create a session. */
  id?: number
  /** The last part of a POST's path: `Pickup`. */
  action?: string
  select?: ChatSessionSelect | undefined
  signal: AbortSignal
}

/** Reads the session ("GET ChatSession/{id}"). */
export async function readChatSession(http: Http, { id, select, signal }: ReadRequest): Promise<ChatSessionEntityWithLinks> {
  const { body } = await http({ method: 'GET', path: () => `/ChatSession/${id}${toQuery(select)}`, signal })
  const entity = toEntity(body, id, select)
  if (entity) return entity
  throw new ResponseError(dev`The response is empty, so the service has no chat session with this id. Check the id.`)
}

/** Changes the session. Returns undefined if the answer is empty, which is documented for some calls and possible for the others. */
export async function changeChatSession(
  http: Http,
  { id, action, select, ...request }: ChangeRequest,
): Promise<ChatSessionEntityWithLinks | undefined> {
  const path = ['/ChatSession', id, action].filter((part) => part !== undefined).join('/')
  const { body } = await http({ ...request, path: () => path + toQuery(select) })
  return toEntity(body, id, select)
}

function toQuery(select: ChatSessionSelect = []): string {
  return select.length ? `?$select=${encodeURIComponent(select.join()).replace(/%2C/g, ',').replace(/%2F/g, '/')}` : ''
}

/** The members whose own members have documented names. */
const carriers = /^(User|Person|Contact|Project|Sale|Ticket|TransferTo|TableRight|FieldRight|Address|Street|Postal)$/

/**
 * Reads the session of a response.
 * @param id The session that was requested; undefined if the service chooses the id.
 */
function toEntity(
  body: unknown,
  id: number | 'default' | undefined,
  select: ChatSessionSelect = [],
): ChatSessionEntityWithLinks | undefined {
  if (body === null || body === '') return undefined
  const entity = toPascalCase(isRecord(body) ? body : {}) as ChatSessionEntityWithLinks
  const status = toText(entity.Status)
  const isSession = toNumber(entity.ChatSessionId) !== undefined || select.some((path) => path.replace(/\/.*/, '') in entity)
  const hasStatus = status !== undefined || entity.Status === null || (select.length > 0 && !('Status' in entity))
  if (!isSession || !hasStatus) {
    throw new ResponseError(
      dev`The response is not a chat session, because it has no id or no status. Check the baseUrl, and any proxy in front of the service.`,
    )
  }
  const answeredId = toNumber(entity.ChatSessionId)
  // An id that is not selected comes as null or 0.
  const isIdLeftOut = !answeredId && select.length > 0 && !select.includes('ChatSessionId')
  if (typeof id === 'number' && answeredId !== id && !isIdLeftOut) {
    throw new ResponseError(
      dev`The response is chat session ${answeredId}, but the request was for chat session ${id}. Check the baseUrl, and any proxy or cache in front of the service.`,
    )
  }
  return status ? { ...entity, Status: toChatSessionStatus(status) } : entity
}

/** Converts member names to the documented PascalCase. A host can be configured to write all of them in camelCase. */
function toPascalCase(members: Record<string, unknown>): Record<string, unknown> {
  if (Object.keys(members).some((name) => /^[A-Z]/.test(name))) return members
  return Object.fromEntries(
    Object.entries(members).map(([camel, value]) => {
      const name = camel.charAt(0).toUpperCase() + camel.slice(1)
      return [name, carriers.test(name) && isRecord(value) ? toPascalCase(value) : value]
    }),
  )
}
