// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { type LiveMessagingOptions, liveMessaging } from '../../src/messaging/liveMessaging.js'

class Socket {
  readyState = 1
  send() {}
  close() {}
  addEventListener() {}
}

const valid: LiveMessagingOptions[] = [
  {},
  { domain: 'va.idp.example' },
  { domain: 'https://va.idp.example' },
  { domain: 'http://127.0.0.1:8080/relay' },
  { domain: '/chat-proxy' },
  { domain: {} },
  { domain: { idp: '/chat-proxy', asyncMessagingEnt: 'va.msg.example' } },
  { domain: { asyncMessagingEnt: 'http://127.0.0.1:8080' } },
  { connectorId: '4' },
  { authorization: async () => 'token' },
  { resume: 'none' },
  { WebSocket: Socket },
  { domain: undefined, connectorId: undefined, authorization: undefined, resume: undefined, WebSocket: undefined },
]

const invalid: [name: string, options: object][] = [
  ['domain', { domain: '' }],
  ['domain', { domain: 'two words' }],
  ['domain', { domain: 'wss://va.idp.example' }],
  ['domain', { domain: { idp: 'a b' } }],
  ['domain', { domain: null }],
  ['domain', { domain: 7 }],
  ['asyncMessagingEnt', { domain: { asyncMessagingEnt: '/chat-proxy' } }],
  ['asyncMessagingEnt', { domain: { asyncMessagingEnt: 'va.msg.example/path' } }],
  ['asyncMessagingEnt', { domain: { asyncMessagingEnt: '' } }],
  ['connectorId', { connectorId: '' }],
  ['connectorId', { connectorId: 7 }],
  ['connectorId', { connectorId: '..' }],
  ['authorization', { authorization: 'Bearer secret' }],
  ['resume', { resume: 'forever' }],
  ['WebSocket', { WebSocket: {} }],
]

describe('liveMessaging', () => {
  test.each(valid)('parameters: %j is valid', (options) => {
    expect(liveMessaging(options).validate()).toBeUndefined()
  })

  test.each(invalid)('parameters: %s: %j is refused', (name, options) => {
    const error = readError(() => liveMessaging(options as LiveMessagingOptions).validate())
    expect(error).toMatchObject({ name: 'ConfigurationError', message: expect.stringContaining(name) })
    expect(error.message).not.toContain('secret')
  })
})

function readError(run: () => void): Error {
  try {
    run()
  } catch (error) {
    return error as Error
  }
  throw new Error('Nothing was thrown.')
}
