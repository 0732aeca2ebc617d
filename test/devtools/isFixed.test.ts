import { expect, test } from 'vitest'
import { isFixed } from '../../src/devtools/isFixed.js'

test.each([
  ['is fixed', true, 'position: fixed', '', ''],
  ['is sticky', true, 'position: sticky', '', ''],
  ['is in a fixed element', true, '', '', 'position: fixed'],
  ['scrolls in a fixed element', false, '', 'overflow-y: auto', 'position: fixed'],
  ['scrolls with the page', false, '', '', ''],
])('behavior: for a button that %s, the result is %s', (_name, expected, own, inner, outer) => {
  document.body.innerHTML = `<div style="${outer}"><div style="${inner}"><button style="${own}"></button></div></div>`
  expect(isFixed(document.querySelector('button'))).toBe(expected)
})
