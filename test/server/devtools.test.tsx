import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { EngagementDevtools } from '../../src/devtools/index.js'
import { createTestClient } from '../support/client.js'

test('the devtools render nothing on a server, and record no requests there', () => {
  const { client } = createTestClient()
  const { http } = client.core
  expect(renderToString(<EngagementDevtools client={client} initialIsOpen />)).toBe('')
  expect(client.core.http).toBe(http)
})
