import { describe, expect } from 'vitest'
import {
  type AttackRow,
  account,
  asAgent,
  asCustomer,
  asEveryCustomer,
  askChatSession,
  askEngagement,
  atLivePerson,
  atSuperOffice,
  chatUrl,
  ids,
  json,
  paths,
  runAttacks,
  sameOrigin,
  seenReplace,
  selected,
  visitors,
} from '../../support/relayAttacks.js'
import { hosts, personal } from '../../support/relayServices.js'

const { chatSessionId } = personal
const entity = { ChatSessionId: Number(chatSessionId), Status: 'UserLast', CustomerName: 'Ada' }
const replaceName = [{ op: 'replace', path: '/CustomerName', value: 'Ada' }]

/** Each operation on chat sessions: its method, the rest of its path, and its body. */
const operations: [name: string, method: string, path: string, body?: unknown][] = [
  ['read', 'GET', `/${chatSessionId}`],
  ['update', 'PATCH', `/${chatSessionId}`, replaceName],
  ['replace', 'PUT', `/${chatSessionId}`, entity],
  ['create', 'POST', '', { TopicId: 3, CustomerName: 'Ada' }],
  ['pick up', 'POST', `/${chatSessionId}/Pickup`],
  ['transfer', 'POST', `/${chatSessionId}/TransferTo/34`],
  ['accept the transfer of', 'POST', `/${chatSessionId}/AcceptTransfer`],
  ['reject the transfer of', 'POST', `/${chatSessionId}/RejectTransfer`],
  ['reset', 'POST', `/${chatSessionId}/Reset`],
]
const customerOperations = ['read', 'update']

const ask = ([, method, path, body]: (typeof operations)[number], headers: Record<string, string>) =>
  askChatSession({ method, target: atSuperOffice(paths.chatSessions + path), body, headers })

const chatOperations: AttackRow[] = operations.flatMap((operation) => {
  const [name, method, path, body] = operation
  const isAllowed = customerOperations.includes(name)
  const seen = (query?: string) => ({ method, url: chatUrl(paths.chatSessions + path, query), body })
  return [
    {
      title: `an agent may ${name} a session`,
      request: ask(operation, asAgent),
      status: 200,
      seen: name === 'replace' ? seenReplace(paths.chatSession, '', entity) : seen(),
    },
    {
      title: `a customer may ${isAllowed ? '' : 'not '}${name} a session`,
      request: ask(operation, asEveryCustomer),
      status: isAllowed ? 200 : 403,
      seen: isAllowed ? seen(selected) : undefined,
    },
    { title: `a stranger may not ${name} a session`, request: ask(operation, { cookie: '' }), status: 403 },
    {
      title: `another site may not ${name} a session`,
      request: ask(operation, { ...asAgent, 'sec-fetch-site': 'cross-site' }),
      status: 403,
    },
  ]
})

const secretsOfPage: AttackRow = {
  title: "a page's secret replaces no secret",
  request: ask(['replace', 'PUT', `/${chatSessionId}`, { ...entity, SessionKey: 'forged', customerhost: 'forged' }], asAgent),
  status: [200, 400],
  seen: seenReplace(paths.chatSession, '', entity),
}

const defaultMembers: AttackRow[] = [
  {
    title: 'an agent may read the members of a new session',
    request: ask(['create', 'GET', '/default'], asAgent),
    status: 200,
    seen: { method: 'GET', url: chatUrl(`${paths.chatSessions}/default`) },
  },
  {
    title: 'a customer may not read the members of a new session',
    request: ask(['create', 'GET', '/default'], asEveryCustomer),
    status: 403,
  },
  {
    title: 'an agent may transfer a session to a name with a space',
    request: ask(['transfer', 'POST', `/${chatSessionId}/TransferTo/ANNA%20B`], asAgent),
    status: 200,
    seen: { method: 'POST', url: chatUrl(`${paths.chatSession}/TransferTo/ANNA%20B`) },
  },
]

const ofOthers: AttackRow[] = [
  ...operations.flatMap(([name, method, path, body]) =>
    path
      ? [
          {
            title: `a customer may not ${name} the session of another`,
            request: ask([name, method, path.replace(chatSessionId, '47110816'), body], asCustomer),
            status: 403,
          },
        ]
      : [],
  ),
  ...[
    ['an account', `/api/account/99999999/app/engagement/visitors?v=1.0`],
    ['an account that begins with ours', `/api/account/123456789/app/engagement/visitors?v=1.0`],
    ['an account of fewer digits', `/api/account/1234567/app/engagement/visitors?v=1.0`],
    ['a path of Monitoring with an account', `/api/account/99999999/app/app-1/engagement?v=1.1&${ids}`],
    ['an app installation', `${account}/app/app-2/engagement?v=1.1&${ids}`],
    ['an app installation in another case', `${account}/app/APP-1/engagement?v=1.1&${ids}`],
  ].map(([title, path]) => ({
    title: `${title} of another has no path`,
    request: askEngagement({ target: atLivePerson(path as string) }),
    status: 404,
  })),
  {
    title: "a customer's id in the body does not change the session",
    request: ask(['update', 'PATCH', `/${chatSessionId}`, [{ op: 'replace', path: '/ChatSessionId', value: 47110816 }]], asCustomer),
    status: [400, 403],
  },
  ...['customer', 'agent'].map((visitor) => ({
    title: `the header authorization makes no ${visitor}`,
    request: askChatSession({ headers: { cookie: '', authorization: `visitor=${visitor}` } }),
    status: 403,
  })),
]

const monitoringSeen = (path: string) => ({ url: `${hosts.appEngagement}${path}&obh=true` })

const livePerson: AttackRow[] = [
  {
    title: 'a first engagement has no visitor',
    request: askEngagement({ target: atLivePerson(`${visitors}?v=1.0`), body: { appType: 'EXTERNAL' } }),
    status: 200,
    seen: { method: 'POST', url: `${hosts.appEngagement}${visitors}?v=1.0`, body: { appType: 'EXTERNAL' } },
    response: { status: 'Available' },
  },
  {
    title: 'an engagement has its ids',
    request: askEngagement(),
    status: 200,
    seen: { method: 'POST', url: hosts.appEngagement + paths.appEngagement },
    response: { visitorId: personal.visitorId, sessionId: personal.sessionId },
  },
  {
    title: 'an update has an empty response',
    request: askEngagement({ method: 'PUT', body: { pageId: '1' } }),
    status: 200,
    seen: { method: 'PUT', url: hosts.appEngagement + paths.appEngagement, body: { pageId: '1' } },
  },
  {
    title: 'an engagement of Monitoring is on behalf of the visitor',
    request: askEngagement({ target: atLivePerson(paths.engagement), body: { identities: [] } }),
    status: 201,
    seen: { method: 'POST', ...monitoringSeen(paths.engagement), body: { identities: [] } },
    response: { visitorId: personal.visitorId },
  },
  {
    title: 'a report is on behalf of the visitor',
    request: askEngagement({ method: 'PUT', target: atLivePerson(paths.report), body: { engagementAttributes: [] } }),
    status: 200,
    seen: { method: 'PUT', ...monitoringSeen(paths.report), body: { engagementAttributes: [] } },
  },
  ...(['appEngagement', 'monitoring'] as const).map((service) => ({
    title: `without ${service}, its path does not exist`,
    request: askEngagement({ target: atLivePerson(service === 'monitoring' ? paths.engagement : paths.appEngagement) }),
    options: {
      livePerson: { services: [service === 'monitoring' ? 'appEngagement' : 'monitoring'] as ('appEngagement' | 'monitoring')[] },
    },
    status: 404,
  })),
]

const methods: AttackRow[] = [
  ...['GET', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'].map((method) => ({
    method,
    target: atLivePerson(paths.appEngagement),
    allow: /POST.*PUT/,
  })),
  ...['GET', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'].map((method) => ({
    method,
    target: atLivePerson(paths.engagement),
    allow: /POST/,
  })),
  ...['GET', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'].map((method) => ({ method, target: atLivePerson(paths.report), allow: /PUT/ })),
  ...['DELETE', 'HEAD', 'OPTIONS'].map((method) => ({ method, target: atSuperOffice(paths.chatSession), allow: /GET.*(PATCH|PUT)/ })),
  ...['GET', 'PUT', 'DELETE', 'HEAD'].map((method) => ({ method, target: atSuperOffice(paths.chatSessions), allow: /POST/ })),
  ...['GET', 'PATCH', 'DELETE'].map((method) => ({ method, target: `${atSuperOffice(paths.chatSession)}/Reset`, allow: /POST/ })),
].map(({ method, target, allow }) => ({
  title: `${method} ${target.split('?')[0]} is no method of the path`,
  request: { method, target, headers: { ...sameOrigin, ...json, cookie: 'visitor=agent' } },
  status: 405,
  headers: { allow: expect.stringMatching(allow) },
}))

describe('attacks: operations', () => {
  describe('on chat sessions', () => runAttacks([...chatOperations, ...defaultMembers, secretsOfPage]))
  describe('on what others own', () => runAttacks(ofOthers))
  describe('on LivePerson', () => runAttacks(livePerson))
  describe('that do not exist', () => runAttacks(methods))
})
