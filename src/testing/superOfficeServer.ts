import { applyPatch } from './applyPatch.js'
import { type SimulatedChatSession, toDefaultChatSession, toServiceDate } from './chatSessions.js'
import { RestErrorResponse, refuseMethod } from './errorResponses.js'
import type { Answer, ServerState, SimulatedRequest } from './simulator.js'
import { isMembers } from './validate.js'

export const chatSessionPath = /\/api\/v1\/ChatSession(?:\/(default|\d+))?(?:\/(\w+)(?:\/([^/]+))?)?$/i

const isWaiting = ({ Status }: SimulatedChatSession) => Status === 'InQueue'

type Handler = (state: ServerState, session: SimulatedChatSession, argument: string) => Record<string, unknown> | undefined

/** Each command returns the members that it changes; undefined if it does nothing. */
const commands: Record<string, Handler> = {
  pickup: ({ chatSessions: { agent } }, session) =>
    isWaiting(session) ? { User: agent, Status: 'UserLast', WhenStarted: toServiceDate() } : undefined,
  transferto: ({ chatSessions: { agent } }, { User }, argument) =>
    idOf(User) === agent.AssociateId ? { TransferTo: toAssociate(argument) } : undefined,
  accepttransfer: ({ chatSessions: { agent } }, { TransferTo }) =>
    idOf(TransferTo) === agent.AssociateId ? { User: TransferTo, TransferTo: null } : undefined,
  rejecttransfer: ({ chatSessions: { agent } }, { TransferTo }) =>
    idOf(TransferTo) === agent.AssociateId ? { TransferTo: null } : undefined,
  reset: (_state, { Status }) =>
    /^(Deleted|Closed|RequestPosted|ClosedFromQueue)$/.test(Status) ? undefined : { User: null, Status: 'InQueue', ChatbotIsActive: false },
}

/** Answers SuperOffice's ChatSession API: an entity store, and the commands of a session. */
export function answerChatSession(state: ServerState, request: SimulatedRequest): Answer {
  requireCredentials(state, request)
  const { method, url, body } = request
  const [, id, action, argument = ''] = chatSessionPath.exec(url.pathname) ?? []
  const { chatSessions } = state
  if (id === undefined) {
    if (method !== 'POST') return refuseMethod()
    if (action) return /^pickup$/i.test(action) ? run(state, 'pickup', chatSessions.all.find(isWaiting), '') : refuseMethod()
    const { ChatSessionId: _id, SessionKey: _key, ...members } = readEntity(body)
    return answer(request, chatSessions.add(members))
  }
  if (id.toLowerCase() === 'default') return method === 'GET' ? { status: 200, body: toDefaultChatSession() } : refuseMethod()
  const session = chatSessions.find(Number(id)) ?? refuseUnknown(id)
  if (action) {
    return method === 'POST' ? run(state, action.toLowerCase(), session, decodeURIComponent(argument)) : refuseMethod()
  }
  if (method === 'PUT') {
    const entity = { ...toDefaultChatSession(), ...readEntity(body), ChatSessionId: session.ChatSessionId }
    for (const name of Object.keys(session)) if (!(name in entity)) delete (session as Record<string, unknown>)[name]
    Object.assign(session, entity)
  } else if (method === 'PATCH') Object.assign(session, applyPatch(session, body))
  else if (method !== 'GET') return refuseMethod()
  return answer(request, session)
}

/** Refuses a request without valid credentials. Without `Authorization`, a page sends the token of its cookie in a header. */
function requireCredentials({ credentials }: ServerState, { headers }: SimulatedRequest): void {
  const { authorization, 'x-xsrf-token': token } = headers
  const credential = authorization === undefined ? token : /^(?:Basic|SOTicket|Bearer) (\S.*)/i.exec(authorization)?.[1]
  const end = credentials.get(credential ?? '') ?? Number.POSITIVE_INFINITY
  if (!credential || end <= Date.now()) throw new RestErrorResponse(401, 'SoUnauthorizedException', 'Authentication is required.')
  credentials.set(credential, end)
}

/** Runs a command, and answers with the session. A pick-up that does nothing answers with null. */
function run(state: ServerState, name: string, session: SimulatedChatSession | undefined, argument: string): Answer {
  const command = commands[name] ?? refuseMethod()
  const members = session && command(state, session, argument)
  if (!session || (!members && name === 'pickup')) return { status: 200, body: null }
  return { status: 200, body: toEntity(Object.assign(session, members)) }
}

function readEntity(body: unknown): Record<string, unknown> {
  if (isMembers(body)) return body
  // Model binding has another error entity than the service.
  throw new RestErrorResponse(400, undefined, 'Bad request. Entity to save is not in request body.')
}

/** Answers with the session. Members that are not selected are null. */
function answer({ url }: SimulatedRequest, session: SimulatedChatSession): Answer {
  const selected = url.searchParams.get('$select')?.toLowerCase().split(',')
  const self = `${url.origin}/api/v1/ChatSession/${session.ChatSessionId}`
  const whole = { ...toEntity(session), _Links: { Self: self, Archive: `${url.origin}/api/v1/ChatSession` } }
  return { status: 200, body: selected ? select(whole, selected) : whole }
}

const toEntity = (session: SimulatedChatSession) => ({ ...session, TableRight: null, FieldProperties: {} })

function select(members: Record<string, unknown>, selected: string[]): Record<string, unknown> {
  const entries = Object.entries(members).map(([name, value]) => {
    const inside = selected.filter((path) => path.startsWith(`${name.toLowerCase()}/`)).map((path) => path.slice(name.length + 1))
    if (inside.length && isMembers(value)) return [name, select(value, inside)]
    return [name, selected.includes(name.toLowerCase()) ? value : null]
  })
  return Object.fromEntries(entries)
}

const idOf = (associate: unknown) => (isMembers(associate) ? associate.AssociateId : undefined)

/** Returns an agent of the name. Every name exists. */
function toAssociate(name: string): Record<string, unknown> {
  const id = Number(name)
  return Number.isNaN(id)
    ? { AssociateId: 34, Name: name, FullName: name }
    : { AssociateId: id, Name: `AGENT${id}`, FullName: `Agent ${id}` }
}

function refuseUnknown(id: string): never {
  throw new RestErrorResponse(404, 'SoNotFoundException', `ChatSession ${id} was not found.`)
}
