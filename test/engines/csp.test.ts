import { expect } from 'vitest'
import { waitForButton } from '../support/engines/buttonPage.js'
import { engineTest, testBehaviour } from '../support/engines/engineTest.js'
import { readTexts } from '../support/engines/messagingTest.js'
import { startMessagingServer } from '../support/messagingServer.js'

const chatTest = engineTest.extend('pageName', 'chat' as const)

testBehaviour(
  'a strict Content Security Policy',
  async ({ open, site, servers }) => {
    const server = await startMessagingServer()
    servers.push(server)
    const { simulator, origin } = server
    const connections = `'self' ${origin} ${origin.replace('http', 'ws')}`
    // The site's own report of violations needs 'self', and its icon needs data.
    const policy = `default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src ${connections}; require-trusted-types-for 'script'`
    const tab = await open({ service: origin, policy })
    await waitForButton(tab)
    await tab.click('[data-engagement-button]')
    await expect.poll(() => tab.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
    await tab.type('Where is my parcel?')
    await tab.press('Enter')
    await expect.poll(() => simulator.conversations[0]?.messages.map(({ text }) => text)).toEqual(['Where is my parcel?'])
    simulator.agent.say('It arrives today.')
    await expect.poll(() => readTexts(tab)).toEqual(['Where is my parcel?', 'It arrives today.'])
    const readStyles = () => {
      const read = (selector: string) => getComputedStyle(document.querySelector(selector) as Element)
      return [read('[data-engagement-button]').borderRadius, read('[data-chat-window]').position]
    }
    expect(await tab.evaluate(readStyles)).toEqual(['999px', 'fixed'])
    await expect.poll(() => simulator.impressions.map(({ type }) => type)).toEqual(['impDisplay', 'impAccept'])
    expect(site.consoleOutput).toEqual([])
    // The policy is in force.
    await tab.evaluate(() => document.body.setAttribute('style', 'color: red'))
    await expect.poll(() => site.consoleOutput).toEqual([expect.stringContaining('style-src')])
    site.consoleOutput.length = 0
  },
  chatTest,
)
