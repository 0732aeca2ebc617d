import { describe } from 'vitest'
import {
  type AttackRow,
  account,
  asAgent,
  askChatSession,
  askEngagement,
  atLivePerson,
  atSuperOffice,
  ids,
  paths,
  runAttacks,
  seenEngagement,
  seenRead,
  seenReplace,
  visitors,
} from '../../support/relayAttacks.js'
import { hosts } from '../../support/relayServices.js'

const evil = 'evil.example'
const evilUrl = `https://${evil}`

/** The host that a request names is never the host that the relay calls. */
const inPath: AttackRow[] = [
  ['an absolute path', `/chat-proxy/${evilUrl}${paths.appEngagement}`],
  ['a path that names a host first', `/chat-proxy/${evil}${paths.appEngagement}`],
  ['a path with a host after two slashes', `/chat-proxy//${evil}${paths.appEngagement}`],
  ['a target with a host after two slashes', `//${evil}/chat-proxy${paths.appEngagement}`],
  ['a host before the base path', `/${evil}/chat-proxy${paths.appEngagement}`],
  ['a host with a user', `/chat-proxy/@${evil}${paths.appEngagement}`],
  ['a host with a port', `/chat-proxy/:443@${evil}${paths.appEngagement}`],
  ['a host as the account', atLivePerson(`/api/account/${evil}/app/engagement/visitors?v=1.0`)],
  ['the account with a host', atLivePerson(`/api/account/12345678@${evil}/app/engagement/visitors?v=1.0`)],
  ['a host as the app installation', atLivePerson(`${account}/app/${evil}/engagement?v=1.1`)],
  ['the Domain API', atLivePerson(`${account}/service/msdkgw/baseURI.json?version=1.0`)],
  ["SuperOffice's state call", atSuperOffice('/api/state/Cust12345')],
  ['another tenant', atSuperOffice('/Cust99999/api/v1/ChatSession/47110815')],
  ["the tenant's own path", atSuperOffice('/Cust12345/api/v1/ChatSession/47110815')],
].map(([title, target]) => ({
  title: `${title} is no path of the relay`,
  request: askEngagement({ target: target as string }),
  status: 404,
}))

const elsewhere: AttackRow[] = [
  {
    title: 'an absolute target has no say in the host',
    request: askEngagement({ target: evilUrl + atLivePerson(paths.appEngagement) }),
    status: [200, 400, 404],
    seen: seenEngagement,
  },
  ...['host', 'domain', 'url', 'baseUrl', 'target', 'account', 'redirect_uri', 'vid'].map((name) => ({
    title: `a query with ${name} is refused`,
    request: askEngagement({ target: `${atLivePerson(paths.appEngagement)}&${name}=${encodeURIComponent(evilUrl)}` }),
    status: 404,
  })),
  {
    title: 'a visitor id that looks like a host stays an id',
    request: askEngagement({ target: atLivePerson(`${visitors}/@${evil}:80?v=1.0`) }),
    status: [200, 404],
    seen: { method: 'POST', url: `${hosts.appEngagement}${visitors}/@${evil}:80?v=1.0` },
  },
  {
    title: 'a session id that looks like a host stays an id',
    request: askEngagement({ target: atLivePerson(`${visitors}?v=1.0&sid=${encodeURIComponent(evilUrl)}`) }),
    status: 200,
    seen: { method: 'POST', url: `${hosts.appEngagement}${visitors}?v=1.0&sid=${encodeURIComponent(evilUrl)}` },
  },
  {
    title: 'a session id with another parameter stays one value',
    request: askEngagement({ target: atLivePerson(`${visitors}?v=1.0&sid=a%26host%3D${evil}`) }),
    status: 200,
    seen: { method: 'POST', url: `${hosts.appEngagement}${visitors}?v=1.0&sid=a%26host%3D${evil}` },
  },
  ...['host', 'x-forwarded-host', 'forwarded', 'x-original-url', 'x-rewrite-url', 'x-host', 'lp-url', 'lp-domain-referer'].map((name) => ({
    title: `the header ${name} has no say in the host`,
    request: askEngagement({ headers: { [name]: name === 'forwarded' ? `host=${evil}` : evil } }),
    status: 200,
    seen: seenEngagement,
  })),
  ...['x-forwarded-host', 'x-original-url'].map((name) => ({
    title: `the header ${name} has no say in the tenant`,
    request: askChatSession({ headers: { [name]: evil } }),
    status: 200,
    seen: seenRead,
  })),
  {
    title: 'hosts in the body have no say in the host',
    request: askEngagement({ body: { appType: 'EXTERNAL', host: evil, domain: evilUrl, baseUrl: evilUrl, accountId: evil } }),
    status: [200, 400],
    seen: seenEngagement,
  },
  {
    title: "hosts in an agent's entity have no say in the tenant",
    request: askChatSession({
      method: 'PUT',
      headers: asAgent,
      body: { ChatSessionId: 47110815, Status: 'InQueue', baseUrl: evilUrl, _Links: { Self: evilUrl } },
    }),
    status: [200, 400],
    seen: seenReplace(paths.chatSession),
  },
]

const domainApi = { livePerson: { domain: undefined } }

describe('attacks: hosts', () => {
  describe('in the path', () => runAttacks(inPath))
  describe('in the query, the headers and the body', () => runAttacks(elsewhere))
  describe('from the Domain API', () => {
    runAttacks([
      {
        title: 'the relay asks the Domain API for no account of a visitor',
        request: askEngagement({ target: atLivePerson(`/api/account/99999999/app/app-1/engagement?v=1.1&${ids}`) }),
        options: domainApi,
        status: 404,
      },
      ...[
        { body: { service: 'msdkgw', account: '12345678', baseURI: `user@${evil}` } },
        { body: { service: 'msdkgw', account: '12345678', baseURI: `lo.msdkgw.example/../${evil}` } },
        { body: { service: 'msdkgw', account: '12345678', baseURI: 'localhost:6379' } },
        { body: { service: 'msdkgw', account: '99999999', baseURI: evil } },
        { body: { service: 'smt', account: '12345678', baseURI: evil } },
        { text: '<html>' },
      ].map((answer) => ({
        title: `the relay calls no host of the entry ${JSON.stringify(answer)}`,
        request: askEngagement(),
        options: domainApi,
        answer,
        status: 502,
        seen: { method: 'GET', url: `${hosts.domainApi}/api/account/12345678/service/msdkgw/baseURI.json?version=1.0` },
      })),
    ])
  })
})
