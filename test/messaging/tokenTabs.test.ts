// @vitest-environment node
import { describe, expect, test, vi } from 'vitest'
import { createClientStorage } from '../../src/browser/createClientStorage.js'
import { createLocks } from '../../src/browser/createLocks.js'
import { createTokenClient } from '../support/tokenClient.js'
import { createSiteStorage, startTokenServer } from '../support/tokenServer.js'

const key = 'react-engagement:2:test:messaging'

/** A token of an hour ago. */
function makeOld(storage: ReturnType<typeof createSiteStorage>): void {
  const entry = JSON.parse(storage.items.get(key) ?? '')
  entry.value.authorizedAt -= 3600 * 1000
  storage.items.set(key, JSON.stringify(entry))
}

/** Two tabs of a site share their storage and their locks. */
function openSite() {
  const storage = createSiteStorage()
  return { storage, locks: createLocks(createClientStorage(storage), true) }
}

describe('tokens in several tabs', () => {
  test('default: two tabs of a new visitor make one visitor', async () => {
    const server = await startTokenServer()
    const site = openSite()
    const tabs = [createTokenClient(server, site), createTokenClient(server, site), createTokenClient(server, site)]
    const visitors = (await Promise.all(tabs.map(({ get }) => get()))).map(({ visitorId }) => visitorId)
    expect(new Set(visitors)).toEqual(new Set(['visitor-0']))
    expect(server.calls().filter((call) => call === 'authorize')).toHaveLength(1)
    expect(server.calls().filter((call) => call === 'connectors')).toHaveLength(1)
  })

  test('behavior: one tab renews an old token, and the other takes the new one', async () => {
    const server = await startTokenServer()
    const site = openSite()
    await createTokenClient(server, site).get()
    makeOld(site.storage)
    const tokens = await Promise.all([createTokenClient(server, site).get(), createTokenClient(server, site).get()])
    expect(tokens.map(({ visitorId }) => visitorId)).toEqual(['visitor-0', 'visitor-0'])
    expect(server.calls().slice(3)).toEqual(['authorize', 'authenticate', 'authenticate'])
    const idTokens = server.requests.slice(4).map(({ body }) => JSON.parse(body).id_token)
    expect(idTokens[0]).toBe(idTokens[1])
  })

  test('behavior: two tabs whose sockets refuse one token renew it once', async () => {
    const server = await startTokenServer()
    const site = openSite()
    const tabs = [createTokenClient(server, site), createTokenClient(server, site)]
    for (const { get, refuse } of tabs) refuse(await get())
    await Promise.all(tabs.map(({ get }) => get()))
    expect(server.calls().filter((call) => call === 'authorize')).toHaveLength(2)
  })

  test('behavior: without Web Locks, tabs take turns by a lease', async () => {
    vi.stubGlobal('isSecureContext', false)
    vi.stubGlobal('navigator', {})
    const server = await startTokenServer()
    const storage = createSiteStorage()
    const tabs = [createTokenClient(server, { storage }), createTokenClient(server, { storage })]
    const visitors = await Promise.all(tabs.map(({ get }) => get()))
    expect(visitors.map(({ visitorId }) => visitorId)).toEqual(['visitor-0', 'visitor-0'])
    expect([...storage.items.keys()]).toEqual([key])
  })

  test('behavior: a tab that waits too long for the lock takes the visitor that another tab made meanwhile', async () => {
    const server = await startTokenServer()
    const site = openSite()
    const separate = { storage: site.storage, locks: createLocks(createClientStorage(site.storage), true) }
    const release = server.hold('authorize')
    const tabs = [createTokenClient(server, site).get(), createTokenClient(server, separate).get()]
    await expect.poll(server.calls).toEqual(['authorize', 'authorize'])
    release()
    const [one, other] = await Promise.all(tabs)
    expect(one?.visitorId).toBe(other?.visitorId)
  })

  test('behavior: a tab takes the visitor of the storage, and not its own former one', async () => {
    const server = await startTokenServer()
    const site = openSite()
    const tab = createTokenClient(server, site)
    await tab.get()
    // Another tab logs out, and its next visitor opens a conversation.
    const other = createTokenClient(server, site)
    other.forget()
    expect(tab.hasIdentity()).toBe(false)
    const { visitorId } = await other.get()
    expect((await tab.get()).visitorId).toBe(visitorId)
    expect(visitorId).not.toBe('visitor-0')
  })

  test('behavior: an abort ends the wait for the lock, and the lock stays free afterwards', async () => {
    const server = await startTokenServer()
    const site = openSite()
    const release = server.hold('authorize')
    const first = createTokenClient(server, site).get()
    await expect.poll(server.calls).toEqual(['authorize'])
    const controller = new AbortController()
    const second = createTokenClient(server, site).get(undefined, controller.signal)
    controller.abort(new Error('The page is left.'))
    await expect(second).rejects.toThrow('The page is left.')
    release()
    await first
    await expect.poll(() => site.locks.acquire('react-engagement:2:test:token', true)).toBeDefined()
  })

  test('behavior: an abort of the request releases the lock', async () => {
    const server = await startTokenServer()
    const site = openSite()
    const release = server.hold('authorize')
    const controller = new AbortController()
    const first = createTokenClient(server, site).get(undefined, controller.signal)
    await expect.poll(server.calls).toEqual(['authorize'])
    controller.abort(new Error('The page is left.'))
    await expect(first).rejects.toThrow('The page is left.')
    expect(site.storage.items.size).toBe(0)
    release()
    await createTokenClient(server, site).get()
    expect(server.calls().filter((call) => call === 'authorize')).toHaveLength(2)
  })
})

describe('the place of the anonymous token', () => {
  test.each([
    ['browser', { storage: 1, tabStorage: 0 }],
    ['tab', { storage: 0, tabStorage: 1 }],
    ['none', { storage: 0, tabStorage: 0 }],
  ] as const)('parameters: resume: %s stores %j', async (resume, sizes) => {
    const server = await startTokenServer()
    const [storage, tabStorage] = [createSiteStorage(), createSiteStorage()]
    const page = createTokenClient(server, { resume, storage, tabStorage })
    expect(page.hasIdentity()).toBe(false)
    await page.get()
    expect(page.hasIdentity()).toBe(true)
    expect({ storage: storage.items.size, tabStorage: tabStorage.items.size }).toEqual(sizes)
    const reload = createTokenClient(server, { resume, storage, tabStorage })
    expect(reload.hasIdentity()).toBe(resume !== 'none')
    const otherTab = createTokenClient(server, { resume, storage, tabStorage: createSiteStorage() })
    expect(otherTab.hasIdentity()).toBe(resume === 'browser')
    reload.forget()
    page.forget()
    expect(page.hasIdentity()).toBe(false)
    expect(storage.items.size + tabStorage.items.size).toBe(0)
  })

  test('parameters: storage: a client with null remembers the visitor on its page', async () => {
    const server = await startTokenServer()
    const { get, refuse } = createTokenClient(server, { storage: null })
    refuse(await get())
    expect((await get()).visitorId).toBe('visitor-0')
    expect(createTokenClient(server, { storage: null }).hasIdentity()).toBe(false)
  })

  test('behavior: a full storage leaves the visitor on this page', async () => {
    const server = await startTokenServer()
    const storage = createSiteStorage()
    storage.setItem = () => {
      throw new Error('The quota is exceeded.')
    }
    const { get, refuse } = createTokenClient(server, { storage })
    refuse(await get())
    expect((await get()).visitorId).toBe('visitor-0')
  })

  test.each(['7', '"text"', '[1]', '{"externalToken":{}}', '{"externalToken":"","authorizedAt":"x"}', '{"connectorId":"4"}', 'null', '{'])(
    'behavior: a stored %s is no visitor',
    async (value) => {
      const server = await startTokenServer()
      const storage = createSiteStorage()
      storage.items.set(key, `{"storedAt":${Date.now()},"expiresAt":${Date.now() + 1e6},"value":${value}}`)
      const page = createTokenClient(server, { storage })
      expect(page.hasIdentity()).toBe(false)
      expect((await page.get()).visitorId).toMatch(/^visitor/)
      expect(server.requests[0]).toMatchObject({ call: 'authorize', body: '' })
    },
  )
})
