import { expect } from 'vitest'
import { styleTest as test } from '../support/styleTest.js'

const files = ['layered', 'unlayered'] as const
const place = 'data-placement="floating" data-corner="end-end"'
const button = (content: string) => `<button data-engagement-button data-status="conversation" ${place}>${content}</button>`
const chat = (content = '') => `<div data-chat-window ${place}>${content}</div>`

test.for(files)('%s: the name of a button and its number of unread messages are one text', async (file, { show, styles }) => {
  const count = '<span data-engagement-unread>, 1 unread message</span>'
  const page = await show([styles[file]], button(`<span>Continue your chat${count}</span>`))
  const gap = await page.locator('[data-engagement-unread]').evaluate((element) => {
    const range = document.createRange()
    range.selectNodeContents(element.previousSibling as Node)
    return element.getBoundingClientRect().left - range.getBoundingClientRect().right
  })
  expect(Math.abs(gap)).toBeLessThan(1)
})

test.for(files)('%s: a button changes colour and background together', async (file, { show, styles }) => {
  const page = await show([styles[file]], button('Chat').replace('conversation', 'available'))
  const background = await page.locator('button').evaluate((element) => {
    const { backgroundColor: before } = getComputedStyle(element)
    element.setAttribute('data-status', 'conversation')
    return { before, after: getComputedStyle(element).backgroundColor }
  })
  expect(background).toEqual({ before: expect.stringContaining('oklab'), after: 'rgb(255, 255, 255)' })
})

test.for(files)('%s: a floating window leaves a part of the page free, and never leaves the viewport', async (file, { show, styles }) => {
  const page = await show([styles[file]], chat() + button('Continue your chat'))
  const read = async (height: number) => {
    await page.setViewportSize({ width: 1000, height })
    return page.locator('[data-chat-window]').evaluate((element) => {
      const { top, width } = element.getBoundingClientRect()
      return { top, width }
    })
  }
  expect(await read(700)).toEqual({ top: 84, width: 384 })
  expect(await read(500)).toEqual({ top: 16, width: 384 })
  await page.addStyleTag({ content: ':root { --engagement-chat-block-size: 20rem; --engagement-chat-inline-size: 30rem }' })
  expect(await read(700)).toEqual({ top: 308, width: 480 })
})

test.for(files)('%s: a long draft has whole lines, away from the rounded edge of its field', async (file, { show, styles }) => {
  const field = `<textarea data-chat-field>${'A long draft. '.repeat(80)}</textarea>`
  const page = await show([styles[file]], chat(`<form data-chat-composer>${field}</form>`))
  const read = () =>
    page.locator('textarea').evaluate((element) => {
      const { borderTopColor, backgroundColor } = getComputedStyle(element)
      return { edge: element.clientTop, lines: element.clientHeight / 24, isSameColor: borderTopColor === backgroundColor }
    })
  expect(await read()).toEqual({ edge: 10, lines: 5, isSameColor: true })
  await page.locator('textarea').fill('A short draft.')
  expect(await read()).toEqual({ edge: 10, lines: 1, isSameColor: true })
})
