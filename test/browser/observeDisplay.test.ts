import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { observeDisplay } from '../../src/browser/observeDisplay.js'
import { AllInView } from '../support/allInView.js'

/** How long an element is seen until it counts as displayed, in milliseconds. */
const displayDuration = 1000

/** The time between two checks, in milliseconds. */
const checkInterval = 250

const advance = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

/** Puts a button into a container of the document, and observes the button. */
function observeButton(containerStyle = '', buttonStyle = '') {
  const container = document.body.appendChild(document.createElement('div'))
  onTestFinished(() => container.remove())
  const button = container.appendChild(document.createElement('button'))
  container.style.cssText = containerStyle
  button.style.cssText = buttonStyle
  const onDisplayed = vi.fn()
  onTestFinished(observeDisplay(button, onDisplayed))
  return { container, button, onDisplayed }
}

describe('observeDisplay', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('IntersectionObserver', AllInView)
  })

  test.each([
    ['visibility: hidden', 'visibility: hidden'],
    ['visibility: collapse', 'visibility: collapse'],
    ['opacity: 0', 'opacity: 0'],
    ['an opacity below a tenth', 'opacity: 0.09'],
    ['a filter that hides', 'filter: opacity(5%)'],
  ])('behavior: a button with %s is not displayed, in person or by its ancestor', async (_name, style) => {
    const buttons = [observeButton(style), observeButton('', style)]
    await advance(10 * displayDuration)
    for (const { onDisplayed } of buttons) expect(onDisplayed).not.toHaveBeenCalled()
  })

  test.each([
    ['a tenth', 'opacity: 0.1', '', 1],
    ['a half of a half', 'opacity: 0.5', 'opacity: 0.5', 1],
    ['a quarter of a quarter', 'opacity: 0.25', 'opacity: 0.25', 0],
  ])('behavior: the opacities of a button and its ancestor count together: %s', async (_name, outer, inner, calls) => {
    const { onDisplayed } = observeButton(outer, inner)
    await advance(2 * displayDuration)
    expect(onDisplayed).toHaveBeenCalledTimes(calls)
  })

  test('behavior: a drawer that opens starts the second, and one that closes ends the second', async () => {
    const { container, onDisplayed } = observeButton('visibility: hidden')
    await advance(displayDuration - checkInterval)
    container.style.visibility = 'visible'
    await advance(displayDuration)
    expect(onDisplayed).not.toHaveBeenCalled()
    container.style.visibility = 'hidden'
    await advance(checkInterval)
    container.style.visibility = 'visible'
    await advance(displayDuration)
    expect(onDisplayed).not.toHaveBeenCalled()
    await advance(checkInterval)
    expect(onDisplayed).toHaveBeenCalledOnce()
  })

  test('behavior: a button without checkVisibility, or with an older one, is judged by its styles', async () => {
    const { button, onDisplayed } = observeButton('', 'visibility: hidden')
    button.checkVisibility = () => true
    await advance(2 * displayDuration)
    expect(onDisplayed).not.toHaveBeenCalled()
  })

  test('behavior: an element that the browser calls invisible is not displayed', async () => {
    const { button, onDisplayed } = observeButton()
    button.checkVisibility = () => false
    await advance(2 * displayDuration)
    expect(onDisplayed).not.toHaveBeenCalled()
  })

  test('behavior: a hundred buttons share one timer, which ends with the last of them', async () => {
    const buttons = Array.from({ length: 100 }, () => observeButton())
    await advance(0)
    expect(vi.getTimerCount()).toBe(1)
    await advance(displayDuration)
    for (const { onDisplayed } of buttons) expect(onDisplayed).toHaveBeenCalledOnce()
    expect(vi.getTimerCount()).toBe(0)
  })

  test.each([
    ['lies on it', true, 0],
    ['is beside it', false, 1],
  ])('behavior: a modal dialog that %s decides whether a button is displayed', async (_name, isCovering, calls) => {
    const { button, onDisplayed } = observeButton()
    const dialog = document.body.appendChild(document.createElement('div'))
    onTestFinished(() => dialog.remove())
    dialog.setAttribute('aria-modal', 'true')
    // The environment has no layout.
    document.elementFromPoint = () => (isCovering ? dialog : button)
    onTestFinished(() => void Reflect.deleteProperty(document, 'elementFromPoint'))
    await advance(2 * displayDuration)
    expect(onDisplayed).toHaveBeenCalledTimes(calls)
  })
})
