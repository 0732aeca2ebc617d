import { describe } from 'vitest'
import {
  type AttackRow,
  account,
  asAgent,
  askChatSession,
  askEngagement,
  atLivePerson,
  atSuperOffice,
  chatUrl,
  paths,
  runAttacks,
  seenEngagement,
  seenRead,
  visitors,
} from '../../support/relayAttacks.js'

const query = '?v=1.0'

/** The relay cannot see some of these spellings, because `Request` resolves them. The relay then judges the resolved path. */
const spellings: AttackRow[] = [
  ['a double slash after the base path', `/chat-proxy/${paths.appEngagement}`],
  ['a double slash before the visitor', `/chat-proxy${visitors}//visitor-1${query}`],
  ['a double slash at the end', `/chat-proxy${visitors}//${query}`],
  ['a slash at the end', `/chat-proxy${visitors}/visitor-1/${query}`],
  ['an encoded slash in the visitor id', `/chat-proxy${visitors}/visitor%2fother${query}`],
  ['an encoded slash in upper case', `/chat-proxy${visitors}/visitor%2Fother${query}`],
  ['an encoded slash instead of a slash', `/chat-proxy${account}%2fapp/engagement/visitors${query}`],
  ['an encoded backslash', `/chat-proxy${visitors}/visitor%5cother${query}`],
  ['an encoded backslash in upper case', `/chat-proxy${visitors}/visitor%5Cother${query}`],
  ['a backslash', `/chat-proxy${visitors}/visitor\\other${query}`],
  ['backslashes instead of slashes', `\\chat-proxy${paths.appEngagement}`],
  ['an encoded NUL', `/chat-proxy${visitors}/visitor%00${query}`],
  ['an encoded line break', `/chat-proxy${visitors}/visitor%0d%0aHost:%20evil.example${query}`],
  ['dots that leave the base path', `/chat-proxy/../api/account/12345678/app/engagement/visitors${query}`],
  ['dots that leave the account', `/chat-proxy${account}/../99999999/app/engagement/visitors${query}`],
  ['dots as a visitor id', `/chat-proxy${visitors}/..${query}`],
  ['encoded dots as a visitor id', `/chat-proxy${visitors}/%2e%2e${query}`],
  ['half encoded dots as a visitor id', `/chat-proxy${visitors}/.%2E${query}`],
  ['dots before an encoded slash', `/chat-proxy${visitors}/..%2fother${query}`],
  ['a letter of the path in an encoding', `/chat-proxy/%61pi/account/12345678/app/engagement/visitors${query}`],
  ['a digit of the account in an encoding', `/chat-proxy/api/account/1234567%38/app/engagement/visitors${query}`],
  ['another case of the path', `/chat-proxy/API/account/12345678/app/engagement/visitors${query}`],
  ['another case of the base path', `/Chat-Proxy${visitors}${query}`],
  ['text after the base path', `/chat-proxy-2${visitors}${query}`],
  ['text before the base path', `/x/chat-proxy${visitors}${query}`],
  ['a path without the base path', `${visitors}${query}`],
  ['the base path alone', '/chat-proxy'],
  ['the root', '/'],
  ['text after the path', `/chat-proxy${account}/app/app-1/engagement/more?v=1.1`],
  ['text before the path', `/chat-proxy/x${visitors}${query}`],
  ['a name of an object member', '/chat-proxy/constructor'],
  ['a name of a prototype', '/chat-proxy/__proto__/toString'],
  ['a path parameter', `/chat-proxy${account};x=1/app/engagement/visitors${query}`],
  ['an invalid encoding', `/chat-proxy${visitors}/visitor%zz${query}`],
  ['an encoding of an overlong slash', `/chat-proxy${visitors}/visitor%c0%af${query}`],
  ['an over-long path', `/chat-proxy${visitors}/${'a'.repeat(9_000)}${query}`],
].map(([title, target]) => ({
  title: `${title} is refused`,
  request: askEngagement({ target: target as string }),
  status: [404, 400, 414],
}))

const chatSessionIds: AttackRow[] = [
  '0x2cefa9f',
  '4.7110815e7',
  '47110815.0',
  '-47110815',
  '+47110815',
  '47110815%20',
  '47110815%00',
  '47110815,47110816',
  '47110815;x=1',
  '47110815)',
  '%D9%A4%D9%A7',
  'default%2f47110815',
  '99999999999999999999999',
  'constructor',
  "1'%20or%20'1'='1",
].map((id) => ({
  title: `the chat session ${id} is refused`,
  request: askChatSession({ target: atSuperOffice(`/api/v1/ChatSession/${id}`), headers: { cookie: 'visitor=everyCustomer' } }),
  status: 404,
}))

/** Encodings and spellings that change nothing. */
const sameSession: AttackRow = {
  title: 'an encoded digit of a chat session is the digit',
  request: askChatSession({ target: atSuperOffice('/api/v1/ChatSession/%34%37110815') }),
  status: 200,
  seen: seenRead,
}

const chatSessionPaths: AttackRow[] = [
  ['the list of chat sessions', '/api/v1/ChatSession?$filter=status%20eq%204'],
  ['the sessions of the user', '/api/v1/ChatSession/ForCurrentUser'],
  ['the messages of a session', '/api/v1/ChatSession/47110815/Messages'],
  ['another table', '/api/v1/Person/47110815'],
  ['the user', '/api/v1/User/currentPrincipal'],
  ["the agents' API", '/api/v1/Agents/Chat/GetChatSessionEntity?chatSessionEntityId=47110815'],
  ['another version', '/api/v2/ChatSession/47110815'],
  ['a path without a version', '/ChatSession/47110815'],
  ['another case', '/api/v1/chatsession/47110815'],
  ['dots', '/api/v1/ChatSession/../Person/47110815'],
  ['encoded dots', '/api/v1/ChatSession/%2e%2e/Person/47110815'],
  ['an encoded slash', '/api/v1/ChatSession%2f47110815'],
  ['a double slash', '/api/v1//ChatSession/47110815'],
  ['text after the session', '/api/v1/ChatSession/47110815/TableRight'],
].map(([title, path]) => ({
  title: `${title} is no path of the relay`,
  request: askChatSession({ target: atSuperOffice(path as string), headers: asAgent }),
  status: title === 'the list of chat sessions' ? 405 : 404,
}))

const transfers: AttackRow[] = ['..', '%2e%2e', '34%2f35', '34%5c35', '34//', '34/35', '%00', ''].map((associate) => ({
  title: `a transfer to the associate “${associate}” is refused`,
  request: askChatSession({ method: 'POST', target: atSuperOffice(`${paths.chatSession}/TransferTo/${associate}`), headers: asAgent }),
  status: 404,
}))

const queries: AttackRow[] = [
  ...['$filter=status%20eq%204', '$orderby=status', '$top=1', '$skip=1', '$entities=chat', '$expand=Person', '$format=XML', 'after=1'].map(
    (name) => ({
      title: `the query ${name} is refused`,
      request: askChatSession({ target: `${atSuperOffice(paths.chatSession)}?${name}`, headers: asAgent }),
      status: 404,
    }),
  ),
  ...['__proto__=1', 'constructor=1', 'toString=1', 'V=1.0', 'v%00=1.0', 'sid[]=1', '$select=Status'].map((name) => ({
    title: `the query ${name} is no query of App Engagement`,
    request: askEngagement({ target: `${atLivePerson(paths.appEngagement)}&${name}` }),
    status: 404,
  })),
  ...['SessionKey', 'CustomerHost,SessionKey', 'Status', 'Person/Contact'].map((names) => ({
    title: `a customer's $select of ${names} does not change the $select`,
    request: askChatSession({ target: `${atSuperOffice(paths.chatSession)}?$select=${names}` }),
    status: 200,
    seen: seenRead,
  })),
  ...[
    ['*', 400],
    ['status&$select=SessionKey', 404],
  ].map(([names, status]) => ({
    title: `a customer's $select of ${names} is refused`,
    request: askChatSession({ target: `${atSuperOffice(paths.chatSession)}?$select=${names}` }),
    status: status as number,
  })),
  {
    title: "a customer's encoded $select does not change the $select",
    request: askChatSession({ target: `${atSuperOffice(paths.chatSession)}?%24select=SessionKey` }),
    status: 200,
    seen: seenRead,
  },
  {
    title: "an agent's $select goes to the tenant",
    request: askChatSession({ target: `${atSuperOffice(paths.chatSession)}?$select=ChatSessionId,Person/FullName`, headers: asAgent }),
    status: 200,
    seen: { method: 'GET', url: chatUrl(paths.chatSession, '$select=ChatSessionId,Person/FullName') },
  },
  {
    title: "an agent's $select of a secret is refused",
    request: askChatSession({ target: `${atSuperOffice(paths.chatSession)}?$select=SessionKey`, headers: asAgent }),
    status: 400,
  },
  {
    title: 'a query with two session ids is refused',
    request: askEngagement({ target: `${atLivePerson(paths.appEngagement)}&sid=other` }),
    status: 404,
  },
  {
    title: 'an over-long query is refused',
    request: askEngagement({ target: atLivePerson(`${visitors}?v=1.0&sid=${'a'.repeat(9_000)}`) }),
    status: [400, 404, 414],
  },
  {
    title: 'a fragment is no part of a request',
    request: askEngagement({ target: `${atLivePerson(paths.appEngagement)}#&host=evil.example` }),
    status: [200, 400, 404],
    seen: seenEngagement,
  },
  {
    title: 'an encoded percent sign in a visitor id is refused',
    request: askEngagement({ target: atLivePerson(`${visitors}/visitor%252fother${query}`) }),
    status: 404,
  },
]

describe('attacks: paths and queries', () => {
  describe('spellings', () => runAttacks(spellings))
  describe('ids of chat sessions', () => runAttacks([...chatSessionIds, sameSession]))
  describe('paths of SuperOffice', () => runAttacks(chatSessionPaths))
  describe('transfers', () => runAttacks(transfers))
  describe('queries', () => runAttacks(queries))
})
