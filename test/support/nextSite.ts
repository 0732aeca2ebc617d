import { expect } from 'vitest'
import { chatOf } from './chatTest.js'
import { type Framework, type FrameworkSite, frameworkTest } from './framework.js'
import { holdAnswers } from './holdAnswers.js'
import { startMessagingServer } from './messagingServer.js'

/** The fixture `test/consumers/next`. */
export const next: Framework & { domain: string } = {
  domain: 'NEXT_PUBLIC_DOMAIN',
  bundles: '.next/static',
  asked: '/app/engagement/visitors/ada?v=1.0',
  told: '/app/engagement/visitors/ada?v=1.0&sid=',
}

/** A test of the fixture's page with a conversation, whose service has real sockets. */
const test = frameworkTest.extend('chat', async ({ page, servers }) => {
  const server = await startMessagingServer({ messaging: {} })
  servers.push(server)
  const { origin, simulator } = server
  /** Opens the page. Returns its HTML. */
  const open = async (site: string, parameters: { open?: string } = {}) =>
    (await page.goto(`${site}/chat?${new URLSearchParams({ service: origin, ...parameters })}`))?.text()
  return { ...chatOf(page), simulator, open }
})

/** The tests of Next's App Router that run with each of its versions. */
export function testNext(site: FrameworkSite): void {
  test('default: the build prints no warning, and nothing about the package', () => {
    expect(site.built).toContain('Compiled successfully')
    expect(site.built).not.toMatch(/warn|deprecat|react-engagement/i)
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

  test('behavior: the window of the conversation opens after hydration, by a click and on the next page', async ({ page, chat }) => {
    expect(await chat.open(site.origin)).not.toContain('role="dialog"')
    await chat.button.click()
    await chat.write('Where is my parcel?')
    await expect.poll(() => chat.simulator.conversations.length).toBe(1)
    await page.reload()
    await chat.waitForText('Where is my parcel?')
  })

  test("parameters: defaultOpen: the window is in the server's HTML, and the browser hydrates it", async ({ chat }) => {
    expect(await chat.open(site.origin, { open: 'yes' })).toContain('role="dialog"')
    await chat.window.waitFor()
  })
}

/** Tests the development server, which prints each difference between the HTML of server and browser. */
export function testDevelopment(site: FrameworkSite): void {
  const start = () => site.fixture.serve('dev', { [next.domain]: site.service.origin })

  test('behavior: in development, in strict mode, it asks once, too', async ({ page }) => {
    const development = await start()
    await page.goto(development.origin)
    await expect.poll(site.service.types).toEqual(['impDisplay'])
    await page.goto(`${development.origin}/prefetched`)
    await expect.poll(site.service.types).toEqual(['impDisplay', 'impDisplay'])
    // An open page would look for its development server.
    await page.goto('about:blank')
    await development.stop()
    expect(site.service.simulator.requests.map(({ call }) => call)).toEqual(['engagement', 'update', 'engagement', 'update'])
  })

  test('behavior: in development, the browser finds no difference in the window of the server', async ({ chat, page }) => {
    const development = await start()
    expect(await chat.open(development.origin, { open: 'yes' })).toContain('role="dialog"')
    // The button comes after hydration.
    await chat.button.waitFor()
    await page.goto('about:blank')
    await development.stop()
  })
}
