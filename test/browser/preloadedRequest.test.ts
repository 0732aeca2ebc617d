import { describe, expect, test, vi } from 'vitest'
import { getPreloadedRequest } from '../../src/browser/preloadedRequest.js'

describe('getPreloadedRequest', () => {
  test.each(['button', 'form', 'iframe'])('behavior: a %s of this name is no request, and stays as it is', (name) => {
    const element = document.createElement(name)
    // A browser makes an element with an id a global of that name.
    vi.stubGlobal('reactEngagement', element)
    const request = getPreloadedRequest()
    expect(request).toEqual({ url: '' })
    request.url = 'https://service.example'
    expect(getPreloadedRequest()).toBe(request)
    expect('url' in element).toBe(false)
  })

  test('default: the request that the inline script sent stays the same object', () => {
    const given = {}
    vi.stubGlobal('reactEngagement', given)
    expect(getPreloadedRequest()).toBe(given)
  })
})
