import { ResponseError } from '../errors.js'
import type { Http, HttpRequest } from '../http/createHttp.js'
import { isRecord, toNumber, toText } from '../http/readers.js'
import type { ChatSessionEntityWithLinks, ChatSessionSelect } from './chatSessionEntity.js'
import { toChatSessionStatus } from './chatSessionStatus.js'

export type ReadRequest = {
  id: number | 'default'
  select?: ChatSessionSelect | undefined
  signal?: AbortSignal | undefined
}

export type ChangeRequest = Pick<HttpRequest, 'method' | 'body'> & {
  /** Without one the session is created. */
  id?: number
  /** What is done with the session by a POST: `Pickup`. */
  action?: string
  select?: ChatSessionSelect | undefined
  signal?: AbortSignal | undefined
}

/** GET ChatSession/{id}. */
export async function readChatSession(http: Http, { id, select, signal }: ReadRequest): Promise<ChatSessionEntityWithLinks> {
  const { body } = await http({ method: 'GET', path: () => `/ChatSession/${id}${toQuery(select)}`, signal })
  return (
    toEntity(body, select) ??
    fail(
      'The answer holds no chat session: it is empty, or no JSON. Check the baseUrl, that the session exists, and proxies before the service.',
    )
  )
}

/** Changes the session. Undefined where the answer holds none, which is documented for some calls and not ruled out for the others. */
export async function changeChatSession(
  http: Http,
  { id, action, select, ...request }: ChangeRequest,
): Promise<ChatSessionEntityWithLinks | undefined> {
  const path = ['/ChatSession', id, action].filter((part) => part !== undefined).join('/')
  const { body } = await http({ ...request, path: () => path + toQuery(select) })
  return toEntity(body, select)
}

function toQuery(select: ChatSessionSelect = []): string {
  return select.length ? `?$select=${encodeURIComponent(select.join()).replace(/%2C/g, ',').replace(/%2F/g, '/')}` : ''
}

/** Members are documented in PascalCase; where they come in camelCase, as some hosts are set to write JSON, only the first letter differs. */
function toEntity(body: unknown, select: ChatSessionSelect | undefined): ChatSessionEntityWithLinks | undefined {
  if (body === null || body === undefined) return undefined
  if (!isRecord(body)) return fail('The answer is no chat session. Check the baseUrl, and proxies before the service.')
  const members = 'chatSessionId' in body ? Object.entries(body).map(([name, value]) => [toPascalCase(name), value]) : Object.entries(body)
  const entity = Object.fromEntries(members) as ChatSessionEntityWithLinks
  const status = toText(entity.Status)
  const isWhole = toNumber(entity.ChatSessionId) !== undefined && status !== undefined
  if (!isWhole && !select?.length)
    return fail('The answer is no chat session: it has no id, or no status. Check proxies before the service.')
  return status === undefined ? entity : { ...entity, Status: toChatSessionStatus(status) }
}

const toPascalCase = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)

function fail(message: string): never {
  throw new ResponseError(process.env.NODE_ENV === 'production' ? '' : message)
}

/** Without what is for no cache, log or page. */
export function withoutSecrets<entity extends object>({ ...entity }: entity): Omit<entity, 'SessionKey' | 'CustomerHost'> {
  const members: { SessionKey?: unknown; CustomerHost?: unknown } = entity
  delete members.SessionKey
  delete members.CustomerHost
  return entity
}
