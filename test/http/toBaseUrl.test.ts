// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { toBaseUrl } from '../../src/http/toBaseUrl.js'

describe('toBaseUrl', () => {
  test.each([
    ['lo.msdkgw.example', 'https://lo.msdkgw.example'],
    ['httpgw.example', 'https://httpgw.example'],
    ['lo.msdkgw.example:8443/', 'https://lo.msdkgw.example:8443'],
    ['https://lo.msdkgw.example/', 'https://lo.msdkgw.example'],
    ['http://127.0.0.1:1234', 'http://127.0.0.1:1234'],
    ['/chat-proxy', '/chat-proxy'],
    ['/chat-proxy/', '/chat-proxy'],
    ['https://shop.example/chat-proxy', 'https://shop.example/chat-proxy'],
  ])('default: the domain %s becomes %s', (domain, base) => {
    expect(toBaseUrl(domain)).toBe(base)
  })

  test.each([
    '',
    ' ',
    'two words',
    'javascript:alert(1)',
    'ftp://host.example',
    'host.example?x=1',
    'host.example#x',
    '//',
    'user@host.example',
  ])('behavior: %j is no domain', (domain) => {
    expect(toBaseUrl(domain)).toBeUndefined()
  })
})
