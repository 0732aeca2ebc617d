import { expect } from 'vitest'
import { createHead } from '../support/createHead.js'
import { outOfView, waitForButton } from '../support/engines/buttonPage.js'
import { testBehaviour } from '../support/engines/engineTest.js'

testBehaviour('the script in the head', async ({ open, site, service }) => {
  const { simulator } = service
  const readStatuses = () => service.engagementRequests().map(({ status }) => status)
  const head = createHead(site, service)
  await head.fill()

  head.holdBundle()
  const tab = await open(outOfView)
  await waitForButton(tab)
  expect(readStatuses()).toEqual([200])
  expect(service.preflights).toHaveLength(1)
  const [session] = simulator.sessions
  expect(await tab.evaluate(() => client.session.getState())).toMatchObject({
    visitorId: session?.visitorId,
    sessionId: session?.sessionId,
    pageId: session?.pageIds[0],
  })

  simulator.fail({ call: 'engagement', status: 503, times: 1 })
  head.holdBundle(2)
  const refused = await open({ ...outOfView, schedule: '0.1' })
  await waitForButton(refused)
  expect(readStatuses()).toEqual([200, 503, 200])

  simulator.fail({ call: 'engagement', networkError: true, times: 1 })
  head.holdBundle(4)
  const failed = await open({ ...outOfView, schedule: '0.1' })
  await waitForButton(failed)
  expect(readStatuses()).toEqual([200, 503, 200, undefined, 200])
  expect(simulator.sessions).toHaveLength(1)
})
