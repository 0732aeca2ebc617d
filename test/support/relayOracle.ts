import {
  account,
  atLivePerson,
  atSuperOffice,
  chatUrl,
  paths,
  type Seen,
  seenConnectors,
  seenReplace,
  selected,
  visitors,
} from './relayAttacks.js'
import { hosts, personal } from './relayServices.js'
import { customerReads, customerWrites, siteOrigin } from './relaySetup.js'

/** A request in parts. */
export type FuzzCase = {
  method: string
  path: string
  query: Record<string, string>
  site: '' | 'same-origin' | 'same-site' | 'cross-site' | 'none'
  origin: string
  header: '' | '1'
  visitor: '' | 'agent' | 'customer' | 'everyCustomer' | 'throws' | 'nonsense'
  limit: '' | 'refuses' | 'throws'
  override: '' | 'PUT' | 'DELETE'
  contentType: string
  body: string | undefined
}

export type Verdict = {
  /** The statuses of the rules that the request breaks. If there is one, the services see nothing. */
  faults: Set<number>
  /** The statuses with which the relay may refuse, although no document says so. */
  doubts: Set<number>
  seen: Seen | Seen[] | undefined
}

type Route = {
  methods: string[]
  names: string[]
  operation: 'engagement' | 'report' | 'authorize' | 'authenticate' | 'lookUp' | 'read' | 'update' | 'replace' | 'create' | 'command'
}

const json = /^application\/json(;|$)/i
const chatSession =
  /^\/chat-proxy\/superoffice\/api\/v1\/ChatSession(?:\/(\d+)(?:\/(Pickup|AcceptTransfer|RejectTransfer|Reset|TransferTo\/\w+))?)?$/

/** Says what the relay must do, by the rules of the documents alone. */
export function judge(request: FuzzCase): Verdict {
  const verdict: Verdict = { faults: new Set(), doubts: new Set(), seen: undefined }
  const { faults, doubts } = verdict
  const route = findRoute(request)
  if (!route) {
    faults.add(404)
    return verdict
  }
  const isToken = ['authorize', 'authenticate', 'lookUp'].includes(route.operation)
  const isChat = !isToken && !['engagement', 'report'].includes(route.operation)
  if (request.override === 'DELETE' && request.method === 'POST') faults.add(400)
  else if (request.override && (isChat || isToken || request.method !== 'POST')) doubts.add(400).add(405).add(403).add(404)
  if (!route.methods.includes(toMethod(request))) faults.add(405)
  if (Object.keys(request.query).some((name) => !route.names.includes(name))) faults.add(404)
  if (request.query.v !== undefined && !toVersions(request.path).includes(request.query.v)) doubts.add(400).add(404)
  if (!isProved(request, isChat || isToken)) faults.add(403)
  else if (request.header && (request.site || request.origin) && !isProved({ ...request, header: '' }, isChat || isToken)) doubts.add(403)
  if (request.limit) faults.add(429)
  const role = isChat ? toRole(request, chatSession.exec(request.path)?.[1]) : 'agent'
  if (!role) faults.add(403)
  if (role === 'customer' && !['read', 'update'].includes(route.operation)) faults.add(403)
  judgeBody(request, route, role, verdict)
  if (!faults.size) verdict.seen = toSeen(request, route, role)
  return verdict
}

/** The versions that an API has, by its path. */
function toVersions(path: string): string[] {
  if (path.endsWith('/authenticate')) return ['3.0']
  return path.includes('/visitors') ? ['1.0'] : ['1.0', '1.1']
}

const toMethod = ({ method, override }: FuzzCase) => (method === 'POST' && override === 'PUT' ? 'PUT' : method)

function findRoute(request: FuzzCase): Route | undefined {
  const { path } = request
  const method = toMethod(request)
  const isVisitor = path.startsWith(atLivePerson(`${visitors}/`)) && /^[\w.-]+$/.test(path.slice(atLivePerson(`${visitors}/`).length))
  if (path === atLivePerson(visitors) || isVisitor) {
    const operation = method === 'PUT' ? 'report' : 'engagement'
    return { methods: isVisitor ? ['POST', 'PUT'] : ['POST'], names: ['v', 'sid'], operation }
  }
  const names = ['v', 'vid', 'sid', 'obh']
  if (path === atLivePerson(`${account}/app/app-1/engagement`)) return { methods: ['POST'], names, operation: 'engagement' }
  if (path === atLivePerson(`${account}/app/app-1/report`)) return { methods: ['PUT'], names, operation: 'report' }
  const service = /^\/chat-proxy(\/api\/account\/12345678\/service\/(idp|asyncMessagingEnt|swift)\/baseURI\.json)$/.exec(path)
  if (service) return { methods: ['GET'], names: ['version'], operation: 'lookUp' }
  if (path === atLivePerson(paths.connectors)) return { methods: ['GET'], names: [], operation: 'lookUp' }
  if (path === atLivePerson(paths.authorize)) return { methods: ['POST'], names: [], operation: 'authorize' }
  if (path === atLivePerson(`${account}/app/11/authenticate`)) return { methods: ['POST'], names: ['v'], operation: 'authenticate' }
  const [isChat, id, command] = chatSession.exec(path) ?? []
  if (!isChat) return undefined
  if (command) return { methods: ['POST'], names: [], operation: 'command' }
  if (!id) return { methods: ['POST'], names: ['$select'], operation: 'create' }
  const operation = method === 'PATCH' ? 'update' : method === 'PUT' ? 'replace' : 'read'
  return { methods: ['GET', 'PUT', 'PATCH'], names: ['$select'], operation }
}

function isProved({ site, origin, header }: FuzzCase, isStrict: boolean): boolean {
  const isServer = !isStrict && !site && !origin && !header
  return site === 'same-origin' || origin === siteOrigin || header === '1' || isServer
}

function toRole({ visitor }: FuzzCase, id: string | undefined): 'agent' | 'customer' | undefined {
  if (visitor === 'agent') return 'agent'
  const isOwn = visitor === 'everyCustomer' || (visitor === 'customer' && id === personal.chatSessionId)
  return isOwn ? 'customer' : undefined
}

function judgeBody({ contentType, body }: FuzzCase, { operation }: Route, role: string | undefined, { faults, doubts }: Verdict): void {
  if (operation === 'read' || operation === 'lookUp') return
  if (operation === 'command') {
    if (body !== undefined) for (const status of [400, 413, 415]) doubts.add(status)
    return
  }
  if (body === undefined || !json.test(contentType)) faults.add(415)
  const length = Buffer.byteLength(body ?? '')
  const isLong = ['report', 'update'].includes(operation)
  if (length > (isLong ? 65_536 : 16_384)) (operation === 'replace' && length <= 65_536 ? doubts : faults).add(413)
  if (operation === 'authorize' && body === '') return
  const value = parse(body)
  if (value === undefined) faults.add(400)
  else if (operation === 'authorize' || operation === 'authenticate') judgeToken(value, operation, faults)
  else if (operation === 'update' && role === 'customer') judgePatch(value, { faults, doubts })
  else if (operation === 'update' ? !isPatch(value) : typeof value !== 'object' || value === null || Array.isArray(value))
    doubts.add(400).add(403)
}

function judgeToken(value: unknown, operation: 'authorize' | 'authenticate', faults: Set<number>): void {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  const idToken = isObject ? (value as { id_token?: unknown }).id_token : null
  const isNew = operation === 'authorize' && isObject && idToken === undefined
  if (!isNew && (typeof idToken !== 'string' || !idToken)) faults.add(400)
}

/** Returns whether a value has a form that the documents of SuperOffice describe. */
function isPatch(value: unknown): boolean {
  const isOperation = (item: { op?: unknown; path?: unknown } | null) =>
    /^(add|replace|remove|test)$/.test(String(item?.op)) &&
    /^\/(?!SessionKey|ChatSessionId)[A-Z]\w*$/.test(String(item?.path)) &&
    !Object.hasOwn(item as object, 'from')
  return Array.isArray(value) ? value.every(isOperation) : typeof value === 'object' && value !== null
}

function judgePatch(value: unknown, { faults, doubts }: Pick<Verdict, 'faults' | 'doubts'>): void {
  const isAllowed = (operation: Record<string, unknown> | null) => {
    const names =
      operation?.op === 'test' ? customerReads : ['add', 'replace', 'remove'].includes(String(operation?.op)) ? customerWrites : []
    const isNamed = names.some((name) => operation?.path === `/${name}`)
    return isNamed && typeof operation?.op === 'string' && !Object.hasOwn(operation, 'from')
  }
  if (!Array.isArray(value) || !value.every(isAllowed)) faults.add(400).add(403)
  else doubts.add(400).add(403)
}

function toSeen(request: FuzzCase, { operation }: Route, role: string | undefined): Seen | Seen[] {
  const method = toMethod(request)
  const query = new URLSearchParams(request.query).toString()
  if (operation === 'engagement' || operation === 'report') {
    const behalf = request.path.includes('/app-1/') ? { obh: 'true' } : {}
    const search = new URLSearchParams({ ...request.query, ...behalf })
    return { method, url: `${hosts.appEngagement}${request.path.slice('/chat-proxy'.length)}?${search}` }
  }
  const target = request.path.slice('/chat-proxy'.length)
  if (operation === 'authorize') return { method, url: hosts.appEngagement + target }
  if (operation === 'authenticate') return { method, url: `${hosts.appEngagement}${target}?v=3.0` }
  if (operation === 'lookUp' && target === paths.connectors) return seenConnectors
  if (operation === 'lookUp') return { method, url: `${hosts.domainApi}${target}?version=1.0` }
  const path = request.path.slice(atSuperOffice('').length)
  if (operation === 'replace') return seenReplace(path, query)
  return { method, url: chatUrl(path, role === 'customer' ? selected : query) }
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}

/** The paths that the cases use. The first ones exist. */
export const fuzzPaths = [
  atLivePerson(visitors),
  atLivePerson(`${visitors}/${personal.visitorId}`),
  atLivePerson(`${account}/app/app-1/engagement`),
  atLivePerson(`${account}/app/app-1/report`),
  atSuperOffice(paths.chatSessions),
  atSuperOffice(paths.chatSession),
  ...['Pickup', 'AcceptTransfer', 'RejectTransfer', 'Reset', 'TransferTo/34'].map((command) =>
    atSuperOffice(`${paths.chatSession}/${command}`),
  ),
  atSuperOffice('/api/v1/ChatSession/47110816'),
  atLivePerson(paths.authorize),
  atLivePerson(`${account}/app/11/authenticate`),
  atLivePerson(paths.connectors),
  atLivePerson(`${account}/service/asyncMessagingEnt/baseURI.json`),
]

export const wrongPaths = [
  '/',
  '/chat-proxy',
  visitors,
  `/chat-proxy/${visitors}`,
  atLivePerson('/api/account/99999999/app/engagement/visitors'),
  atLivePerson(`${account}/app/app-2/engagement`),
  atLivePerson('/api/account/99999999/anonymous/authorize'),
  atLivePerson(`${account}/app/%2e/authenticate`),
  atLivePerson(`${account}/service/msdkgw/baseURI.json`),
  atLivePerson(`${visitors}/a%2fb`),
  atLivePerson(`${visitors}/a%00`),
  atLivePerson(`${visitors}/a/b`),
  atLivePerson('/api/v1/ChatSession/47110815'),
  atSuperOffice('/api/v1/ChatSession/47110815/Messages'),
  atSuperOffice('/api/v1/ChatSession/4711081x'),
  atSuperOffice('/api/v1/Person/47110815'),
  atSuperOffice('//api/v1/ChatSession/47110815'),
  atSuperOffice(paths.appEngagement.replace(/\?.*/, '')),
]
