// @vitest-environment node
import { describe, expect, test } from 'vitest'
import type { MessagingHosts } from '../../src/messaging/createMessagingHttp.js'
import { createTokenClient } from '../support/tokenClient.js'
import { createSiteStorage, startTokenServer } from '../support/tokenServer.js'

const account = '/api/account/12345678'

describe('the hosts of messaging', () => {
  test.each<[name: string, hosts: MessagingHosts, paths: string[]]>([
    [
      'none: the Domain API names the host',
      {},
      [
        '/accdn.lpsnmedia.net/api/account/12345678/configuration/le-connectors/all-connectors',
        `/api.liveperson.net${account}/service/idp/baseURI.json?version=1.0`,
        `/lo.idp.example${account}/anonymous/authorize`,
        `/lo.idp.example${account}/app/11/authenticate?v=3.0`,
      ],
    ],
    [
      'a host: the connector is looked up at LivePerson',
      { idp: 'va.idp.example' },
      [
        '/accdn.lpsnmedia.net/api/account/12345678/configuration/le-connectors/all-connectors',
        `/va.idp.example${account}/anonymous/authorize`,
        `/va.idp.example${account}/app/11/authenticate?v=3.0`,
      ],
    ],
    [
      'an origin with a path: everything goes below the path',
      { idp: 'https://www.site.example/chat-proxy/' },
      [
        `/www.site.example/chat-proxy${account}/anonymous/authorize`,
        `/www.site.example/chat-proxy${account}/app/11/authenticate?v=3.0`,
        `/www.site.example/chat-proxy${account}/configuration/le-connectors/all-connectors`,
      ],
    ],
  ])('parameters: domain: %s', async (_name, hosts, paths) => {
    const server = await startTokenServer()
    await createTokenClient(server, { hosts, fetch: server.fetch }).get()
    expect(server.requests.map(({ path }) => path).sort()).toEqual([...paths].sort())
  })

  test.each<[hosts: MessagingHosts, socket: string, lookUp: string[]]>([
    [{}, 'wss://lo.asyncmessagingent.example', ['/api.liveperson.net']],
    [{ idp: 'va.idp.example' }, 'wss://lo.asyncmessagingent.example', ['/api.liveperson.net']],
    [{ idp: 'https://site.example/p' }, 'wss://lo.asyncmessagingent.example', ['/site.example/p']],
    [{ asyncMessagingEnt: 'va.msg.example' }, 'wss://va.msg.example', []],
    [{ idp: 'https://site.example/p', asyncMessagingEnt: 'http://127.0.0.1:99' }, 'ws://127.0.0.1:99', []],
  ])('parameters: domain: with %j, the socket connects to %s', async (hosts, socket, lookUp) => {
    const server = await startTokenServer()
    const { http } = createTokenClient(server, { hosts, fetch: server.fetch })
    expect(await http.getSocketUrl()).toBe(`${socket}/ws_api/account/12345678/messaging/consumer?v=3`)
    expect(server.requests.map(({ path }) => path)).toEqual(
      lookUp.map((base) => `${base}${account}/service/asyncMessagingEnt/baseURI.json?version=1.0`),
    )
  })

  test('default: the Domain API names the origin of the files', async () => {
    const server = await startTokenServer()
    const { http } = createTokenClient(server, { fetch: server.fetch })
    expect(await http.getFileBase()).toBe('https://lo.swift.example')
  })

  test('behavior: a host is stored for the next page, until the socket cannot be reached there', async () => {
    const server = await startTokenServer()
    const storage = createSiteStorage()
    const open = () => createTokenClient(server, { hosts: {}, storage, fetch: server.fetch }).http
    await open().getSocketUrl()
    const http = open()
    await http.getSocketUrl()
    expect(server.calls()).toEqual(['domain'])
    http.invalidateSocketUrl()
    await http.getSocketUrl()
    expect(server.calls()).toEqual(['domain', 'domain'])
  })

  test.each([{ body: '<html>' }, { body: { service: 'idp', baseURI: 'evil.example/path' } }, { status: 404, body: '' }])(
    'behavior: the Domain API answers %j',
    async (response) => {
      const server = await startTokenServer()
      server.plan('domain', response)
      await expect(createTokenClient(server, { hosts: {}, fetch: server.fetch }).get()).rejects.toMatchObject({ name: 'ResponseError' })
    },
  )
})
