import { expect } from 'vitest'
import { frameworkTest as test, testFramework } from '../support/framework.js'
import { holdAnswers } from '../support/holdAnswers.js'

const domain = 'NEXT_PUBLIC_DOMAIN'

const next = {
  domain,
  bundles: '.next/static',
  asked: '/app/engagement/visitors/ada?v=1.0',
  told: '/app/engagement/visitors/ada?v=1.0&sid=',
}

testFramework('next', next, (site) => {
  test('behavior: in development, in strict mode, it asks once, too', async ({ page }) => {
    const development = await site.fixture.serve('dev', { [domain]: site.service.origin })
    await page.goto(development.origin)
    await expect.poll(site.service.types, { timeout: 5000 }).toEqual(['impDisplay'])
    await page.goto(`${development.origin}/prefetched`)
    await expect.poll(site.service.types, { timeout: 5000 }).toEqual(['impDisplay', 'impDisplay'])
    await development.stop()
    expect(site.service.simulator.requests.map(({ call }) => call)).toEqual(['engagement', 'update', 'engagement', 'update'])
  })

  test('behavior: the page does not wait for the answer, which comes in its stream', async () => {
    const release = holdAnswers(site.service)
    const { body } = await fetch(`${site.origin}/prefetched`)
    const reader = (body as ReadableStream<BufferSource>).pipeThrough(new TextDecoderStream()).getReader()
    const { value: first } = await reader.read()
    expect(first).toContain('One moment')
    expect(first).not.toContain('<button')
    release()
    let rest = ''
    for (let part = await reader.read(); !part.done; part = await reader.read()) rest += part.value
    expect(rest).toContain('<button')
  })

  test("behavior: without 'use client' in the package, nothing is built", async () => {
    await site.fixture.run(`grep -rl '^"use client"' node_modules/react-engagement/dist | xargs sed -i '/^"use client"/d'`)
    await expect(site.fixture.run('npm run build', { [domain]: site.service.origin })).rejects.toThrow('createContext) is not a function')
  })
})
