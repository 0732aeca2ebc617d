import { expect, onTestFinished, test, vi } from 'vitest'
import { createScrollKeeper } from '../../src/browser/createScrollKeeper.js'

/** An element that keeps its scroll position inside its content, as a browser does. jsdom has no layout. */
function startKeeper() {
  const element = document.createElement('div')
  const sizes = { scrollHeight: 1000, clientHeight: 400 }
  let position = 0
  const clamp = () => {
    position = Math.max(0, Math.min(position, sizes.scrollHeight - sizes.clientHeight))
    return position
  }
  const setPosition = (value: number) => {
    position = value
    clamp()
  }
  Object.defineProperties(element, {
    scrollHeight: { get: () => sizes.scrollHeight },
    clientHeight: { get: () => sizes.clientHeight },
    scrollTop: { get: clamp, set: setPosition },
  })
  const onChange = vi.fn()
  const keeper = createScrollKeeper(element, onChange)
  onTestFinished(keeper.stop)
  keeper.update()
  return { element, sizes, keeper, onChange, notify: () => element.dispatchEvent(new Event('scroll')) }
}

const readEnd = ({ scrollTop, clientHeight }: Element) => scrollTop + clientHeight

test('behavior: the end stays in view if the element becomes lower before a scroll event', () => {
  const { element, sizes, keeper, onChange, notify } = startKeeper()
  element.scrollTop -= 1
  sizes.clientHeight = 300
  notify()
  keeper.update()
  expect(readEnd(element)).toBe(1000)
  expect(onChange).not.toHaveBeenCalled()
})

test('behavior: the end stays in view if the element becomes higher, and content is added before a scroll event', () => {
  const { element, sizes, keeper, onChange } = startKeeper()
  sizes.clientHeight = 500
  expect(element.scrollTop).toBe(500)
  sizes.scrollHeight = 1100
  keeper.update()
  expect(readEnd(element)).toBe(1100)
  expect(onChange).not.toHaveBeenCalled()
})

test('behavior: content that is added before the scroll event does not move a visitor who has scrolled up', () => {
  const { element, sizes, keeper, onChange, notify } = startKeeper()
  element.scrollTop = 200
  sizes.scrollHeight = 1100
  keeper.update()
  expect(element.scrollTop).toBe(200)
  notify()
  expect(onChange.mock.calls).toEqual([[false]])
})

test('behavior: a visitor who has scrolled up in steps is not moved, and follows new content from the end again', () => {
  const { element, sizes, keeper, onChange, notify } = startKeeper()
  for (let step = 0; step < 10; step++) {
    element.scrollTop -= 10
    notify()
  }
  keeper.update()
  expect(readEnd(element)).toBe(900)
  element.scrollTop = 1000
  notify()
  sizes.scrollHeight = 1100
  keeper.update()
  expect(readEnd(element)).toBe(1100)
  expect(onChange.mock.calls).toEqual([[false], [true]])
})
