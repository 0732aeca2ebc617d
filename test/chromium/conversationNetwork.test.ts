import type { Page } from 'playwright'
import { describe, expect } from 'vitest'
import { eventually, chatTest as test } from '../support/chatTest.js'
import { setVisible } from '../support/setVisible.js'

/** Reloads the page and cancels that in the browser's warning. Returns whether the browser warned. */
async function isWarnedBeforeReload(page: Page): Promise<boolean> {
  let isWarned = false
  page.once('dialog', (dialog) => {
    isWarned = dialog.type() === 'beforeunload'
    void dialog.dismiss()
  })
  await page.evaluate(() => location.reload())
  return isWarned
}

describe('without a network', () => {
  test('behavior: texts wait in their order, the page warns before a reload, and the texts arrive once the network is back', async ({
    simulator,
    context,
    page,
    chat,
    begin,
    received,
  }) => {
    await begin()
    await context.setOffline(true)
    simulator.dropSocket()
    await chat.status.getByText('Connection lost. Reconnecting…').waitFor()
    await chat.write('One')
    await chat.write('Two')
    await eventually(() => chat.log.getByText('Sending', { exact: true }).count()).toBe(2)
    expect(received()).toHaveLength(1)
    expect(await isWarnedBeforeReload(page)).toBe(true)

    await context.setOffline(false)
    await eventually(received).toEqual(['Where is my parcel?', 'One', 'Two'])
    await chat.log.getByText('Sending', { exact: true }).first().waitFor({ state: 'detached' })
    expect(await chat.readTexts()).toEqual(received())
    page.once('dialog', (dialog) => void dialog.dismiss())
    await page.reload()
    await chat.waitForText('Two')
    expect(await chat.readTexts()).toEqual(received())
  })
})

describe('the receipt that a message was read', () => {
  test('behavior: a hidden page sends no receipt, and sends it when the page is visible again', async ({
    simulator,
    page,
    chat,
    begin,
    readByVisitor,
  }) => {
    await begin()
    await page.clock.install()
    await setVisible(page, false)
    const { sequence } = simulator.agent.say('It arrives today.')
    await chat.waitForText('It arrives today.')
    const delivered = () => simulator.conversations[0]?.receipts.filter(({ author, status }) => author === 'visitor' && status === 'ACCEPT')
    await eventually(() => delivered()?.flatMap(({ sequences }) => sequences)).toEqual([sequence])
    // The clock of the page passes the second in which a message must be in view.
    await page.clock.runFor(1500)
    expect(readByVisitor()).toEqual([])
    await setVisible(page, true)
    await eventually(readByVisitor).toEqual([sequence])
  })

  test('behavior: a message outside of the view has no receipt until the visitor scrolls to it', async ({
    simulator,
    page,
    chat,
    begin,
    readByVisitor,
  }) => {
    await begin()
    await chat.control('Hide chat').click()
    const sequences = Array.from({ length: 12 }, (_, index) => simulator.agent.say(`Line ${index}`).sequence)
    await page.getByRole('button', { name: /^Continue your chat ?, 12 unread messages$/ }).waitFor()
    await chat.reopen()
    await chat.waitForText('Line 11')
    await eventually(() => readByVisitor().length).toBeGreaterThan(0)
    const inView = await chat.log.locator('[data-chat-message]').evaluateAll((elements) => {
      const view = elements[0]?.closest('[data-chat-log]')?.getBoundingClientRect()
      return elements.flatMap((element) => {
        const { top, bottom } = element.getBoundingClientRect()
        return view && top >= view.top && bottom <= view.bottom ? [element.querySelector('[data-chat-text]')?.textContent] : []
      })
    })
    const read = readByVisitor().map((sequence) => `Line ${sequences.indexOf(sequence)}`)
    expect(read.filter((text) => !inView.includes(text))).toEqual([])
    for (let count = 0; count < sequences.length; ) {
      await eventually(() => readByVisitor().length).toBeGreaterThan(count)
      count = readByVisitor().length
      await chat.log.evaluate((log) => log.scrollBy(0, log.clientHeight / 2))
    }
    expect(readByVisitor().sort((one, other) => one - other)).toEqual(sequences)
  })
})
