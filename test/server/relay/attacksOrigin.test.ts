import { describe } from 'vitest'
import {
  type AttackRow,
  asCustomer,
  askChatSession,
  askEngagement,
  atLivePerson,
  atSuperOffice,
  paths,
  runAttacks,
  seenEngagement,
  seenRead,
} from '../../support/relayAttacks.js'
import { hosts } from '../../support/relayServices.js'
import { siteOrigin } from '../../support/relaySetup.js'
import type { RawRequest } from '../../support/sendRaw.js'

type Headers = Record<string, string | string[]>

const evil = 'https://evil.example'
const { cookie } = asCustomer

/** The requests with these headers as the only proof. */
function withProof(proof: Headers, isPost = true): { engagement: RawRequest; chatSession: RawRequest } {
  const json = { 'content-type': 'application/json' }
  const { headers: _proved, ...read } = askChatSession()
  return {
    engagement: { ...askEngagement(), headers: isPost ? { ...json, ...proof } : proof },
    chatSession: { ...read, headers: { cookie, ...proof } },
  }
}

const foreign: [title: string, proof: Headers][] = [
  ['a foreign origin', { origin: evil }],
  ['a foreign site', { 'sec-fetch-site': 'cross-site' }],
  ['a foreign origin and site', { 'sec-fetch-site': 'cross-site', origin: evil }],
  ['a sibling site', { 'sec-fetch-site': 'same-site', origin: 'https://blog.site.example' }],
  ['a sibling site without an origin', { 'sec-fetch-site': 'same-site' }],
  ['an address that a user typed', { 'sec-fetch-site': 'none' }],
  ['an opaque origin', { origin: 'null' }],
  ['an origin that begins with ours', { origin: `${siteOrigin}.evil.example` }],
  ['an origin that ends with ours', { origin: 'https://evil-site.example' }],
  ['an origin with our host as its user', { origin: 'https://site.example@evil.example' }],
  ['our origin without encryption', { origin: 'http://site.example' }],
  ['our origin with another port', { origin: `${siteOrigin}:8443` }],
  ['our origin with a path', { origin: `${siteOrigin}/` }],
  ['our host without a scheme', { origin: 'site.example' }],
  ['our origin in a list', { origin: `${siteOrigin}, ${evil}` }],
  ['two origins', { origin: [siteOrigin, evil] }],
  ['two origins, ours at the end', { origin: [evil, siteOrigin] }],
  ['a foreign host with its origin', { origin: evil, host: 'evil.example' }],
  ['a foreign forwarded host with its origin', { origin: evil, 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' }],
  ['two sites', { 'sec-fetch-site': ['cross-site', 'same-origin'] }],
  ['an unknown site', { 'sec-fetch-site': 'same-origin-ish' }],
  ['a referrer of ours', { origin: evil, referer: `${siteOrigin}/` }],
]

const refused: AttackRow[] = foreign.flatMap(([title, proof]) => {
  const { engagement, chatSession } = withProof(proof)
  return [
    { title: `${title} gets no engagement`, request: engagement, status: 403 },
    { title: `${title} gets no chat session`, request: chatSession, status: 403 },
  ]
})

const proved: [title: string, proof: Headers][] = [
  ['the same origin', { 'sec-fetch-site': 'same-origin' }],
  ["the site's origin", { origin: siteOrigin }],
  ["the site's origin from a sibling site", { 'sec-fetch-site': 'same-site', origin: siteOrigin }],
  ["the site's origin from another site", { 'sec-fetch-site': 'cross-site', origin: siteOrigin }],
  ["the library's header", { 'x-react-engagement': '1' }],
]

const allowed: AttackRow[] = proved.flatMap(([title, proof]) => {
  const { engagement, chatSession } = withProof(proof)
  return [
    { title: `${title} gets an engagement`, request: engagement, status: 200, seen: seenEngagement },
    { title: `${title} gets a chat session`, request: chatSession, status: 200, seen: seenRead },
  ]
})

/** Browsers send no proofs that contradict each other. */
const contradictory: AttackRow[] = [
  { 'sec-fetch-site': 'cross-site', 'x-react-engagement': '1' },
  { origin: evil, 'x-react-engagement': '1' },
].flatMap((proof: Headers): AttackRow[] => {
  const { engagement, chatSession } = withProof(proof)
  const title = `the proof ${JSON.stringify(proof)}`
  return [
    { title: `${title} gets at most an engagement`, request: engagement, status: [200, 403], seen: seenEngagement },
    { title: `${title} gets at most a chat session`, request: chatSession, status: [200, 403], seen: seenRead },
  ]
})

const servers: AttackRow[] = [
  { title: 'another server gets an engagement', request: withProof({}).engagement, status: 200, seen: seenEngagement },
  { title: 'another server gets no chat session', request: withProof({}).chatSession, status: 403 },
  { title: 'an empty origin gets no chat session', request: withProof({ origin: '' }).chatSession, status: 403 },
  {
    title: "another server's patch has no proof",
    request: { ...askChatSession({ method: 'PATCH', body: [] }), headers: { cookie, 'content-type': 'application/json' } },
    status: 403,
  },
]

const form = (type: string): RawRequest => ({
  method: 'POST',
  target: atLivePerson(paths.appEngagement),
  headers: {
    origin: evil,
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
    cookie,
    'content-type': type,
  },
  body: '{"appType":"EXTERNAL","x":"="}',
})

const noCors: Headers = { origin: evil, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'empty', cookie }

const crossSite: AttackRow[] = [
  ...['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x', 'application/json'].map((type) => ({
    title: `a cross-site form post of ${type} is refused`,
    request: form(type),
    status: 403,
  })),
  {
    title: 'a cross-site form post from an old browser is refused',
    request: { ...form('text/plain'), headers: { origin: evil, cookie, 'content-type': 'text/plain' } },
    status: 403,
  },
  {
    title: 'a form post with an opaque origin is refused',
    request: { ...form('text/plain'), headers: { origin: 'null', cookie, 'content-type': 'text/plain' } },
    status: 403,
  },
  {
    title: 'a cross-site form post of a command is refused',
    request: { ...form('text/plain'), target: `${atSuperOffice(paths.chatSession)}/Reset`, body: '' },
    status: 403,
  },
  {
    title: 'a fetch with no-cors gets no engagement',
    request: { ...askEngagement(), headers: { ...noCors, 'content-type': 'text/plain' } },
    status: 403,
  },
  { title: 'a fetch with no-cors gets no chat session', request: { ...askChatSession(), headers: noCors }, status: 403 },
  {
    title: 'an image of another site gets no chat session',
    request: {
      ...askChatSession(),
      headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image', cookie },
    },
    status: 403,
  },
  {
    title: 'an old browser without an origin gets no chat session',
    request: { ...askChatSession(), headers: { cookie, referer: `${evil}/` } },
    status: 403,
  },
  ...[paths.appEngagement, paths.engagement, paths.report].map((path) => ({
    title: `a preflight of ${path.split('?')[0]} is refused`,
    request: {
      method: 'OPTIONS',
      target: atLivePerson(path),
      headers: { origin: evil, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'x-react-engagement' },
    },
    status: 405,
  })),
  {
    title: 'a preflight of a chat session is refused',
    request: {
      method: 'OPTIONS',
      target: atSuperOffice(paths.chatSession),
      headers: { origin: siteOrigin, 'sec-fetch-site': 'same-origin', 'access-control-request-method': 'PATCH' },
    },
    status: 405,
  },
]

const byHost = { origin: undefined }
const ownHost = { host: 'chat.site.example' }

const hostRows: AttackRow[] = [
  {
    title: "the origin of the site's host is proof",
    request: withProof({ ...ownHost, origin: 'https://chat.site.example' }).chatSession,
    options: byHost,
    status: 200,
    seen: seenRead,
  },
  ...[
    evil,
    'https://site.example',
    'https://chat.site.example:8443',
    'https://chat.site.example.evil.example',
    'https://x@chat.site.example.evil.example',
    'null',
    'chat.site.example',
  ].map((origin) => ({
    title: `the origin ${origin} is no proof for another host`,
    request: withProof({ ...ownHost, origin, 'x-forwarded-host': 'evil.example' }).chatSession,
    options: byHost,
    status: 403,
  })),
  {
    title: 'an origin of several is proof',
    request: withProof({ origin: 'https://www.site.example' }).engagement,
    options: { origin: [siteOrigin, 'https://www.site.example'] },
    status: 200,
    seen: { ...seenEngagement, url: hosts.appEngagement + paths.appEngagement },
  },
  {
    title: 'an origin beside several is no proof',
    request: withProof({ origin: 'https://blog.site.example' }).engagement,
    options: { origin: [siteOrigin, 'https://www.site.example'] },
    status: 403,
  },
]

describe('attacks: origins', () => {
  describe('foreign', () => runAttacks(refused))
  describe('proved', () => runAttacks(allowed))
  describe('contradictory', () => runAttacks(contradictory))
  describe('none', () => runAttacks(servers))
  describe('cross-site', () => runAttacks(crossSite))
  describe('the host as the origin', () => runAttacks(hostRows))
})
