import { describe, expect } from 'vitest'
import { chatTest, eventually } from '../support/chatTest.js'

const test = chatTest.extend('messagingOptions', {
  survey: [{ text: 'Did we help?', replies: ['Yes', 'No'] }, { text: 'What can we do better?' }],
})

describe.each([19, 18] as const)('a whole chat on React %i, in strict mode', (react) => {
  test.override('react', react)

  test('default: the visitor accepts the offer, writes, reads the answer, ends the chat, and answers the survey', async ({
    simulator,
    page,
    chat,
    openChat,
    received,
    readByVisitor,
  }) => {
    await openChat()
    await chat.button.click()
    await eventually(() => chat.composer.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await page.getByRole('heading', { name: `React ${react}.` }).count()).toBe(1)
    await page.keyboard.type('Where is my parcel?')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('It is late.')
    await page.keyboard.press('Enter')
    await eventually(received).toEqual(['Where is my parcel?\nIt is late.'])
    expect(await chat.composer.inputValue()).toBe('')

    const [conversation] = simulator.conversations
    const [accepted] = simulator.impressions.filter(({ type }) => type === 'impAccept')
    expect(conversation?.campaignInfo).toEqual({ campaignId: String(accepted?.campaign), engagementId: String(accepted?.engId) })

    simulator.agent.join()
    simulator.agent.read()
    await chat.log.getByText('Read', { exact: true }).waitFor()
    simulator.agent.type()
    await chat.status.getByText('The agent is typing.').waitFor()
    const { sequence } = simulator.agent.say('It arrives today.')
    await chat.waitForText('It arrives today.')
    await chat.status.getByText('The agent is typing.').waitFor({ state: 'detached' })
    await eventually(readByVisitor).toEqual([sequence])

    await chat.end()
    await chat.control('Yes').click()
    await chat.window.getByRole('textbox', { name: 'Your answer' }).fill('Nothing')
    await chat.control('Send').click()
    await chat.status.getByText('The chat has ended.').waitFor()
    await eventually(() => conversation).toMatchObject({ state: 'CLOSE', closedBy: 'CONSUMER' })
    expect(received()).toEqual(['Where is my parcel?\nIt is late.', 'Yes', 'Nothing'])
    expect(simulator.conversations).toHaveLength(1)
    expect(simulator.impressions.map(({ type }) => type)).toEqual(['impDisplay', 'impAccept'])
  })

  test('behavior: a closed window counts what the agent says on the button, and gets the focus back there', async ({
    simulator,
    page,
    chat,
    begin,
    readByVisitor,
  }) => {
    await begin()
    expect(await chat.button.getAttribute('aria-expanded')).toBe('true')
    expect(await chat.button.getAttribute('aria-controls')).toBe(await chat.window.getAttribute('id'))
    await page.keyboard.press('Escape')
    await chat.window.waitFor({ state: 'detached' })
    expect(await chat.button.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await chat.button.getAttribute('aria-expanded')).toBe('false')

    simulator.agent.say('One')
    const { sequence } = simulator.agent.say('Two')
    await page.getByRole('button', { name: /^Continue your chat ?, 2 unread messages$/ }).waitFor()
    expect(readByVisitor()).toEqual([])

    await chat.reopen(() => page.keyboard.press('Enter'))
    await chat.composer.waitFor()
    expect(await chat.composer.evaluate((element) => element === document.activeElement)).toBe(true)
    await eventually(() => readByVisitor().includes(sequence)).toBe(true)
    await page.getByRole('button', { name: 'Continue your chat', exact: true }).waitFor()
    await chat.control('Hide chat').click()
    expect(await chat.button.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(simulator.conversations).toHaveLength(1)
    expect(simulator.impressions.map(({ type }) => type)).toEqual(['impDisplay', 'impAccept'])
  })
})
