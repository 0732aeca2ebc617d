import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createDisplayTracker } from '../../src/engagement/createDisplayTracker.js'
import { AllInView } from '../support/allInView.js'
import { available } from '../support/engagements.js'

/** How long an element is in view until its offer counts as displayed, in milliseconds. */
const displayDuration = 1000

const offer = { ...available, contextId: '1' }
const nextOffer = { ...available, contextId: '2' }
const createElement = () => document.createElement('button')
const advance = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

function createTracker() {
  const onDisplayed = vi.fn()
  return { onDisplayed, ...createDisplayTracker({ onDisplayed }) }
}

describe('createDisplayTracker', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('IntersectionObserver', AllInView)
  })

  test('default: an offer is displayed after a second in view, once', async () => {
    const { attach, setOffer, onDisplayed } = createTracker()
    setOffer(offer)
    attach(createElement())
    await advance(displayDuration - 1)
    expect(onDisplayed).not.toHaveBeenCalled()
    await advance(1)
    expect(onDisplayed.mock.calls).toEqual([[offer]])
    setOffer({ ...offer })
    await advance(displayDuration)
    expect(onDisplayed).toHaveBeenCalledOnce()
  })

  test('default: an element waits for its offer', async () => {
    const { attach, setOffer, onDisplayed } = createTracker()
    attach(createElement())
    setOffer(undefined)
    await advance(displayDuration)
    setOffer(offer)
    await advance(displayDuration - 1)
    expect(onDisplayed).not.toHaveBeenCalled()
    await advance(1)
    expect(onDisplayed.mock.calls).toEqual([[offer]])
  })

  test('parameters: displayed: a mounted offer is displayed in the next microtask', async () => {
    const { attach, setOffer, onDisplayed } = createTracker()
    setOffer(offer, 'mounted')
    attach(createElement())
    expect(onDisplayed).not.toHaveBeenCalled()
    await Promise.resolve()
    expect(onDisplayed.mock.calls).toEqual([[offer]])
  })

  test('parameters: displayed: an element that is detached at once is not displayed', async () => {
    const { attach, setOffer, onDisplayed } = createTracker()
    setOffer(offer, 'mounted')
    attach(createElement())
    attach(null)
    await advance(displayDuration)
    expect(onDisplayed).not.toHaveBeenCalled()
  })

  test('parameters: displayed: a new offer is displayed too', async () => {
    const { attach, setOffer, onDisplayed } = createTracker()
    setOffer(offer, 'mounted')
    attach(createElement())
    setOffer(nextOffer, 'mounted')
    await advance(0)
    expect(onDisplayed.mock.calls).toEqual([[offer], [nextOffer]])
  })

  test('parameters: displayed: a change of the condition starts anew', async () => {
    const { attach, setOffer, onDisplayed } = createTracker()
    setOffer(offer)
    attach(createElement())
    await advance(displayDuration / 2)
    setOffer(offer, 'mounted')
    await advance(0)
    expect(onDisplayed.mock.calls).toEqual([[offer]])
  })

  test('behavior: the timer continues while the ids of the offer stay', async () => {
    const { attach, setOffer, onDisplayed } = createTracker()
    setOffer(offer)
    attach(createElement())
    await advance(displayDuration / 2)
    setOffer({ ...offer })
    await advance(displayDuration / 2)
    expect(onDisplayed.mock.calls).toEqual([[offer]])
  })

  test('behavior: another offer restarts the timer', async () => {
    const { attach, setOffer, onDisplayed } = createTracker()
    setOffer(offer)
    attach(createElement())
    await advance(displayDuration / 2)
    setOffer(nextOffer)
    await advance(displayDuration - 1)
    expect(onDisplayed).not.toHaveBeenCalled()
    await advance(1)
    expect(onDisplayed.mock.calls).toEqual([[nextOffer]])
  })

  test('behavior: an offer that ends stops the timer', async () => {
    const { attach, setOffer, onDisplayed } = createTracker()
    setOffer(offer)
    attach(createElement())
    await advance(displayDuration / 2)
    setOffer(undefined)
    await advance(displayDuration)
    expect(onDisplayed).not.toHaveBeenCalled()
  })

  test('behavior: another element restarts the timer', async () => {
    const { attach, setOffer, onDisplayed } = createTracker()
    setOffer(offer)
    attach(createElement())
    await advance(displayDuration / 2)
    attach(null)
    attach(createElement())
    await advance(displayDuration - 1)
    expect(onDisplayed).not.toHaveBeenCalled()
    await advance(1)
    expect(onDisplayed).toHaveBeenCalledOnce()
  })

  test('behavior: the timer continues when React detaches and attaches an element in one task', async () => {
    const { attach, setOffer, onDisplayed } = createTracker()
    const element = createElement()
    setOffer(offer)
    attach(element)
    await advance(displayDuration / 2)
    attach(null)
    attach(element)
    await advance(displayDuration / 2)
    expect(onDisplayed).toHaveBeenCalledOnce()
  })

  test('behavior: a detached element stops the timer, and its return starts it anew', async () => {
    const { attach, setOffer, onDisplayed } = createTracker()
    const element = createElement()
    setOffer(offer)
    attach(element)
    await advance(displayDuration / 2)
    attach(null)
    await advance(displayDuration)
    expect(onDisplayed).not.toHaveBeenCalled()
    attach(element)
    await advance(displayDuration)
    expect(onDisplayed).toHaveBeenCalledOnce()
  })

  test('behavior: without IntersectionObserver an offer is displayed when it is attached', async () => {
    vi.stubGlobal('IntersectionObserver', undefined)
    const { attach, setOffer, onDisplayed } = createTracker()
    setOffer(offer)
    attach(createElement())
    expect(onDisplayed.mock.calls).toEqual([[offer]])
  })

  test('behavior: an offer never counts as displayed while it is being set, because React may not render then', async () => {
    vi.stubGlobal('IntersectionObserver', undefined)
    const { attach, setOffer, onDisplayed } = createTracker()
    attach(createElement())
    setOffer(offer)
    expect(onDisplayed).not.toHaveBeenCalled()
    await Promise.resolve()
    expect(onDisplayed.mock.calls).toEqual([[offer]])
  })
})
