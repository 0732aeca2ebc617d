import { describe, expect, test } from 'vitest'
import { appEngagement, createEngagementClient, getEngagement } from '../../src/index.js'
import { preloadScript } from '../../src/preload/index.js'

const accountId = '12345678'

describe('the proof of the own origin, on a server', () => {
  test.each([
    ['/chat-proxy', '1'],
    ['lo.msdkgw.example', null],
  ])('a request to %s has the proof %s', async (domain, proof) => {
    const proofs: (string | null)[] = []
    const client = createEngagementClient({
      accountId,
      service: appEngagement({ domain }),
      async fetch(_url, init) {
        proofs.push(new Headers(init?.headers).get('x-react-engagement'))
        return Response.json({ status: 'NotAvailable', visitorId: 'v', sessionId: 's', pageId: '1' })
      },
    })
    await getEngagement(client)
    expect(proofs).toEqual([proof])
  })

  test.each([
    ['/chat-proxy', true],
    ['lo.msdkgw.example', false],
  ])('the inline script for %s has the proof: %s', async (domain, hasProof) => {
    const { text } = await preloadScript({ accountId, service: appEngagement({ domain }) })
    expect(text.includes('"x-react-engagement":"1"')).toBe(hasProof)
  })
})
