import { CancelledError, QueryClient } from '@tanstack/react-query'
import { afterEach, describe, expect, test } from 'vitest'
import { engagementQueryOptions } from '../../src/index.js'
import { createSimulator, type Simulator } from '../../src/testing/index.js'
import { createTestClient, type TestClientOptions } from '../support/client.js'
import { engagementRequests } from '../support/engagementRequests.js'
import { showPage, startPrerendering } from '../support/prerender.js'

/** The client of the site's next page in the same browser, and its query of the offer. */
function open(simulator: Simulator, options: TestClientOptions = {}) {
  const { client } = createTestClient({ storage: localStorage, reuse: true, ...options }, simulator)
  const queryClient = new QueryClient()
  const request = () => queryClient.fetchQuery(engagementQueryOptions(client))
  return { client, queryClient, request }
}

/** Lets all promises run that wait for nothing but each other. */
const settle = () => new Promise((resolve) => setTimeout(resolve))

describe('reuse on a page that must wait before it sends', () => {
  afterEach(showPage)

  test('parameters: consent: the page restores the stored offer after the grant, without a request', async () => {
    const simulator = createSimulator()
    const stored = await open(simulator).request()
    const { client, request } = open(simulator, { consent: 'required' })
    const answer = request()
    await settle()
    client.setConsent('granted')
    expect(await answer).toEqual(stored)
    expect(client.session.getState()).toMatchObject({ sessionId: stored.sessionId, pageId: stored.pageId })
    expect(engagementRequests(simulator)).toHaveLength(1)
  })

  test('behavior: a page whose visitor denies consent restores nothing, and can be aborted', async () => {
    const simulator = createSimulator()
    await open(simulator).request()
    const { client, queryClient, request } = open(simulator, { consent: 'required' })
    const answer = request().catch((error: Error) => error)
    await settle()
    client.setConsent('denied')
    await queryClient.cancelQueries()
    expect(await answer).toBeInstanceOf(CancelledError)
    expect(engagementRequests(simulator)).toHaveLength(1)
  })

  test('behavior: a prerendered page restores the offer that another page stores before the page is shown', async () => {
    const simulator = createSimulator()
    startPrerendering()
    const { request } = open(simulator)
    const answer = request()
    await settle()
    Reflect.deleteProperty(document, 'prerendering')
    const stored = await open(simulator).request()
    showPage()
    expect(await answer).toEqual(stored)
    expect(engagementRequests(simulator)).toHaveLength(1)
  })
})
