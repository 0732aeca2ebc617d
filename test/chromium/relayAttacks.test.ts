import { describe, expect } from 'vitest'
import { browserTest } from '../support/browserTest.js'
import { atLivePerson, atSuperOffice, paths } from '../support/relayAttacks.js'
import { expectSafeRecords, startRelay } from '../support/relaySetup.js'

/** Each site has a plain page beside its relay. The same server under another host is another site. */
const test = browserTest
  /** Chromium logs each refused request. */
  .extend('permitted', /React DevTools|Failed to load resource|CORS policy|Refused to execute script/)
  .extend('sites', async ({ context, servers }) => {
    const relay = await startRelay({ origin: undefined })
    const sibling = await startRelay({ origin: undefined })
    servers.push(relay, sibling)
    const { origin } = relay.server
    await context.addCookies([{ name: 'visitor', value: 'agent', url: origin }])
    return { relay, origin, siblingOrigin: sibling.server.origin, foreignOrigin: origin.replace('127.0.0.1', 'localhost') }
  })

const engagement = atLivePerson(paths.appEngagement)
const chatSession = atSuperOffice(paths.chatSession)
const [authorize, connectors] = [atLivePerson(paths.authorize), atLivePerson(paths.connectors)]

type Attempt = { url: string; kind: 'fetch' | 'beacon' | 'form' | 'image' | 'script' | 'frame'; init?: RequestInit; type?: string }

const text = '{"appType":"EXTERNAL","x":"="}'
const json = { 'content-type': 'application/json' }

const attempts: [title: string, attempt: Attempt][] = [
  ['a fetch with no-cors', { url: engagement, kind: 'fetch', init: { method: 'POST', mode: 'no-cors', body: text } }],
  [
    'a fetch with no-cors and the header',
    { url: engagement, kind: 'fetch', init: { method: 'POST', mode: 'no-cors', body: text, headers: json } },
  ],
  ['a fetch of JSON', { url: engagement, kind: 'fetch', init: { method: 'POST', body: text, headers: json } }],
  ["a fetch with the library's header", { url: chatSession, kind: 'fetch', init: { headers: { 'x-react-engagement': '1' } } }],
  ['a fetch of a chat session', { url: chatSession, kind: 'fetch', init: { credentials: 'include' } }],
  ['a fetch of a chat session with no-cors', { url: chatSession, kind: 'fetch', init: { mode: 'no-cors', credentials: 'include' } }],
  ['a patch', { url: chatSession, kind: 'fetch', init: { method: 'PATCH', body: '[]', headers: json, credentials: 'include' } }],
  ['a fetch of a new token', { url: authorize, kind: 'fetch', init: { method: 'POST', mode: 'no-cors' } }],
  ['a fetch of a new token as JSON', { url: authorize, kind: 'fetch', init: { method: 'POST', headers: json } }],
  ['a beacon of a new token', { url: authorize, kind: 'beacon', init: { body: '' } }],
  ['a form of a new token', { url: authorize, kind: 'form', type: 'text/plain' }],
  ['a fetch of the connectors', { url: connectors, kind: 'fetch' }],
  ['a script of the connectors', { url: connectors, kind: 'script' }],
  ['a beacon', { url: engagement, kind: 'beacon', init: { body: text } }],
  ...['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'].map((type): [string, Attempt] => [
    `a form of ${type}`,
    { url: `${chatSession}/Reset`, kind: 'form', type },
  ]),
  ['an image', { url: chatSession, kind: 'image' }],
  ['a script', { url: chatSession, kind: 'script' }],
  ['a frame', { url: chatSession, kind: 'frame' }],
]

/** Returns whether the browser asks the relay first. */
const isPreflighted = ({ init }: Attempt) => init?.headers !== undefined && init.mode !== 'no-cors'

/** Makes the request in the page. */
async function attemptInPage({ url, kind, init, type = '' }: Attempt): Promise<void> {
  if (kind === 'beacon') navigator.sendBeacon(url, init?.body)
  else if (kind === 'fetch') await fetch(url, init).catch(() => {})
  else if (kind === 'form') {
    document.body.innerHTML = `<iframe name="result"></iframe><form method="post" target="result"><input name="{" value="}"></form>`
    const form = document.querySelector('form') as HTMLFormElement
    Object.assign(form, { action: url, enctype: type })
    form.submit()
  } else {
    const element = document.createElement({ image: 'img', script: 'script', frame: 'iframe' }[kind])
    Object.assign(element, { src: url })
    document.body.append(element)
  }
}

describe.each(['foreignOrigin', 'siblingOrigin'] as const)('a page of the %s', (other) => {
  test.for(attempts)('%s reaches no service', async ([, attempt], { sites, page }) => {
    const { relay, origin } = sites
    await page.goto(`${sites[other]}/page`)
    await page.evaluate(attemptInPage, { ...attempt, url: origin + attempt.url })
    const status = isPreflighted(attempt) ? 405 : 403
    await expect.poll(() => relay.events).toEqual([expect.objectContaining({ type: 'refused', status })])
    expect(relay.upstream.requests).toEqual([])
    expectSafeRecords(relay)
  })
})

describe('a page of the same origin', () => {
  test('a fetch reaches its service', async ({ sites: { relay, origin }, page }) => {
    await page.goto(`${origin}/page`)
    const statuses = await page.evaluate(
      async ({ engagement, chatSession, authorize, connectors, body }) => {
        const post = { method: 'POST', headers: { 'content-type': 'application/json' } }
        const responses = [
          await fetch(engagement, { ...post, body }),
          await fetch(chatSession),
          await fetch(authorize, post),
          await fetch(connectors),
        ]
        return responses.map(({ status }) => status)
      },
      { engagement, chatSession, authorize, connectors, body: text },
    )
    expect(statuses).toEqual([200, 200, 200, 200])
    expect(relay.upstream.requests).toHaveLength(4)
  })
})
