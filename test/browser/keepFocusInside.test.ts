import { expect, onTestFinished, test, vi } from 'vitest'
import { keepFocusInside } from '../../src/browser/keepFocusInside.js'

test.each([
  ['stays', 'search', 0],
  ['moves on if it is on no element', undefined, 1],
])('in a shadow root, the focus that the page has taken from a removed control %s', async (_name, id, calls) => {
  document.body.innerHTML = '<input id="search" /><div id="host"></div>'
  const root = document.getElementById('host')?.attachShadow({ mode: 'open' }) as ShadowRoot
  root.innerHTML = '<section><button>Red</button></section>'
  const [section, button] = [root.querySelector('section'), root.querySelector('button')] as [HTMLElement, HTMLElement]
  button.focus()
  const moveOn = vi.fn()
  onTestFinished(keepFocusInside(section, moveOn))
  button.remove()
  if (id) document.getElementById(id)?.focus()
  await Promise.resolve()
  expect(moveOn).toHaveBeenCalledTimes(calls)
})
