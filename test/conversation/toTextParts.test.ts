// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { toSafeLink } from '../../src/conversation/toSafeLink.js'
import { toTextParts } from '../../src/conversation/toTextParts.js'

const toLinks = (text: string) => toTextParts(text).flatMap(({ link }) => link?.href ?? [])

describe('toTextParts', () => {
  test.each([
    ['no address', []],
    ['(https://a.example/x)', ['https://a.example/x']],
    ['https://a.example/x_(y).', ['https://a.example/x_(y)']],
    ['HTTPS://A.example', ['https://a.example/']],
    ['https://a.example, https://b.example!', ['https://a.example/', 'https://b.example/']],
    ['https://a.example/\u202Egpj.exe', ['https://a.example/']],
    ['xhttps://a.example', []],
    ['https://', []],
    ['「https://a.example」です', ['https://a.example/']],
  ])('default: %s has the links %j', (text, links) => {
    expect(toLinks(text)).toEqual(links)
  })

  test.each(['', 'a', 'https://a.example', 'a https://a.example b\nhttps://u@b.example mailto:c@d.example.'])(
    'behavior: all parts together are the text “%s”',
    (text) => {
      expect(
        toTextParts(text)
          .map((part) => part.text)
          .join(''),
      ).toBe(text)
    },
  )
})

describe('toSafeLink', () => {
  test.each([
    undefined,
    1,
    '',
    'a.example',
    '//a.example',
    'http://a.example',
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'file:///a',
    'https://a:b@c.example',
  ])('behavior: %s is no link', (address) => {
    expect(toSafeLink(address)).toBeUndefined()
  })

  test.each([
    ['https://a.example:8080/b', 'a.example:8080'],
    ['mailto:a%40b@c.example?subject=d', 'a@b@c.example'],
    ['tel:+49', '+49'],
  ])('default: %s leads to %s', (address, host) => {
    expect(toSafeLink(address)?.host).toBe(host)
  })

  test('behavior: an address that cannot be decoded is no link', () => {
    expect(toSafeLink('mailto:%E0%A4%A')).toBeUndefined()
  })
})
