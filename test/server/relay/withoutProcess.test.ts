import { join } from 'node:path'
import { build, type Rollup } from 'vite'
import { expect, test } from 'vitest'
import type * as server from '../../../src/server/index.js'
import { devPlugin } from '../../support/devPlugin.js'
import { pageRequest } from './startUpstream.js'

/** Builds the entry as `dist` has it, and runs it where `process` is missing, as in `workerd`. */
async function importEntry(): Promise<typeof server> {
  const { output } = (await build({
    configFile: false,
    logLevel: 'error',
    mode: 'development',
    define: { 'process.env.NODE_ENV': 'process.env.NODE_ENV' },
    plugins: [devPlugin],
    build: {
      write: false,
      minify: false,
      rolldownOptions: {
        input: join(import.meta.dirname, '../../../src/server/index.ts'),
        preserveEntrySignatures: 'strict',
        output: { format: 'iife', name: 'entry' },
      },
    },
  })) as Rollup.RollupOutput
  const { code } = output[0]
  expect(code).toContain('process.env.NODE_ENV === ')
  return new Function('process', `${code}\nreturn entry`)(undefined)
}

test('the entry has its errors and refusals without `process`', async () => {
  const { createRelay, superOfficeTenant } = await importEntry()
  expect(() => createRelay({ basePath: '/chat-proxy' })).toThrow('The relay has no service.')
  await expect(superOfficeTenant('Cust12345', { fetch: async () => Response.json({}) })()).rejects.toThrow('no valid address')

  const events: server.RelayEvent[] = []
  const onEvent = (event: server.RelayEvent) => events.push(event)
  const relay = createRelay({ basePath: '/', livePerson: { accountId: '12345678' }, fetch: async () => Response.json({}), onEvent })
  const response = await relay.fetch(pageRequest('/api/account/12345678/app/engagement/visitors?v=1.0', { body: {} }))
  expect(response.status).toBe(502)
  expect(events).toEqual([{ type: 'failed', route: 'engagement', status: 502, reason: 'domain' }])
})
