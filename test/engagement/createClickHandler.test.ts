import { QueryClient } from '@tanstack/react-query'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { storeForAnswer } from '../../src/engagement/answerStore.js'
import { type ClickContext, createClickHandler, type PendingAction } from '../../src/engagement/createClickHandler.js'
import type { EngagementStore } from '../../src/engagement/createEngagementStore.js'
import { storeForQuestion } from '../../src/engagement/questionStore.js'
import type { Engagement } from '../../src/index.js'
import { createTestClient } from '../support/client.js'
import { engagementRequests } from '../support/engagementRequests.js'
import { available, conversation } from '../support/engagements.js'

type Click = PointerEvent & { currentTarget: HTMLElement }
type Parameters = ClickContext<Click>['parameters']
type TestClient = ReturnType<typeof createTestClient>

/** How long an offer of these tests is valid, in seconds. */
const validForSeconds = 60

/** How long a click waits for its replay, in milliseconds. */
const clickReplayLimit = 5000

const advance = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)
const expire = () => advance(validForSeconds * 1000)
const unavailable = { status: 'unavailable', visitorId: 'v', sessionId: 's', pageId: '1' } as const

/** Puts a link with the click handler into the document. */
function createLink({ client }: TestClient, store: EngagementStore, parameters: Parameters) {
  onTestFinished(store.subscribe(() => {}))
  const pendingActions: PendingAction[] = []
  const handleClick = createClickHandler<Click>(
    () => ({ client, store, parameters }),
    (action) => pendingActions.push(action),
  )
  const link = document.body.appendChild(document.createElement('a'))
  onTestFinished(() => link.remove())
  link.href = '#chat'
  for (const type of ['click', 'auxclick']) link.addEventListener(type, (event) => handleClick(event as Click))
  /** Clicks the link. Returns true if nothing prevented the default action. */
  const click = () => link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
  return { link, click, pendingActions }
}

/** A link of a question that has its answer. */
async function createQuestionLink(parameters: Parameters = {}, test = createTestClient()) {
  const { client, simulator } = test
  simulator.offer({ status: 'available', validForSeconds })
  const link = createLink(test, storeForQuestion(client, new QueryClient(), {}), parameters)
  await advance(0)
  return { ...link, client, simulator }
}

/** A link of an answer that the app has. */
function createAnswerLink(engagement: Engagement | undefined, parameters: Parameters) {
  const test = createTestClient()
  return createLink(test, storeForAnswer(test.client, new QueryClient(), engagement), parameters)
}

describe('createClickHandler', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_800_000_000_000 })
  })

  test('default: a click accepts the offer, and its display and acceptance travel in one request', async () => {
    const onAccept = vi.fn()
    const onDisplay = vi.fn()
    const { click, pendingActions, simulator } = await createQuestionLink({ onAccept, onDisplay })
    expect(click()).toBe(true)
    expect(onAccept).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ status: 'available' }), expect.any(MouseEvent))
    await advance(1000)
    expect(onDisplay).toHaveBeenCalledOnce()
    expect(simulator.impressions.map(({ type }) => type)).toEqual(['impDisplay', 'impAccept'])
    expect(simulator.requests.filter(({ call }) => call === 'update')).toHaveLength(1)
    expect(pendingActions).toEqual([])
  })

  test.each<[string, Engagement | undefined, string | undefined]>([
    ['available', available, 'onAccept'],
    ['conversation', conversation, 'onResume'],
    ['unavailable', unavailable, undefined],
    ['loading', undefined, undefined],
  ])('default: the action of a click in the state %s', (_status, engagement, called) => {
    const handlers = { onAccept: vi.fn(), onResume: vi.fn() }
    const { click } = createAnswerLink(engagement, handlers)
    expect(click()).toBe(true)
    const calls = Object.entries(handlers).flatMap(([name, { mock }]) => mock.calls.map(([first]) => [name, first]))
    expect(calls).toEqual(called ? [[called, engagement]] : [])
  })

  test('default: a click after an error requests the answer again', async () => {
    const client = createTestClient()
    client.simulator.fail({ call: 'engagement', status: 400, times: 1 })
    const { click, pendingActions, simulator } = await createQuestionLink({}, client)
    click()
    expect(pendingActions).toEqual(['retrying'])
    await advance(0)
    expect(pendingActions).toEqual(['retrying', undefined])
    expect(engagementRequests(simulator)).toHaveLength(2)
  })

  test('parameters: onClick: a click that it prevents accepts nothing', async () => {
    const onAccept = vi.fn()
    const { click } = await createQuestionLink({ onAccept, onClick: (event) => event.preventDefault() })
    expect(click()).toBe(false)
    expect(onAccept).not.toHaveBeenCalled()
  })

  describe('a click on an expired offer', () => {
    test('behavior: the click is prevented, and replayed with the new offer', async () => {
      const onAccept = vi.fn()
      const onClick = vi.fn()
      const { click, pendingActions } = await createQuestionLink({ onAccept, onClick })
      await expire()
      expect(click()).toBe(false)
      expect(pendingActions).toEqual(['accepting'])
      expect(onAccept).not.toHaveBeenCalled()
      await advance(0)
      expect(pendingActions).toEqual(['accepting', undefined])
      expect(onAccept).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ contextId: '2' }), expect.any(MouseEvent))
      // The visitor clicked once.
      expect(onClick).toHaveBeenCalledOnce()
    })

    test.each([
      ['click', { ctrlKey: true }],
      ['click', { metaKey: true }],
      ['click', { shiftKey: true }],
      ['click', { altKey: true }],
      ['auxclick', { button: 1 }],
    ] as const)('behavior: the replay of a %s has its keys and its button: %j', async (type, init) => {
      const onAccept = vi.fn()
      const { link } = await createQuestionLink({ onAccept })
      await expire()
      expect(link.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, ...init }))).toBe(false)
      await advance(0)
      expect(onAccept).toHaveBeenCalledExactlyOnceWith(expect.anything(), expect.objectContaining({ type: 'click', ...init }))
    })

    test('behavior: the second half of a double click accepts nothing more after the replay', async () => {
      const onAccept = vi.fn()
      const { click } = await createQuestionLink({ onAccept })
      await expire()
      click()
      await advance(100)
      click()
      expect(onAccept).toHaveBeenCalledOnce()
    })

    test('behavior: a second click while the first waits sends no request', async () => {
      const onAccept = vi.fn()
      const { click, simulator } = await createQuestionLink({ onAccept })
      await expire()
      click()
      expect(click()).toBe(false)
      await advance(0)
      expect(engagementRequests(simulator)).toHaveLength(2)
      expect(onAccept).toHaveBeenCalledOnce()
    })

    test.each([
      ['within', clickReplayLimit - 1, 1],
      ['after', clickReplayLimit, 0],
    ])('behavior: an answer %s the limit replays the click or not', async (_name, latency, replays) => {
      const onAccept = vi.fn()
      const { click, simulator, pendingActions } = await createQuestionLink({ onAccept })
      await expire()
      simulator.latency(latency)
      click()
      await advance(clickReplayLimit)
      expect(pendingActions).toEqual(['accepting', undefined])
      expect(onAccept).toHaveBeenCalledTimes(replays)
    })

    test('behavior: an element that was removed gets no replay', async () => {
      const onAccept = vi.fn()
      const { click, link } = await createQuestionLink({ onAccept })
      await expire()
      click()
      link.remove()
      await advance(0)
      expect(onAccept).not.toHaveBeenCalled()
    })

    test('behavior: an offer that is no longer made gets no replay', async () => {
      const onAccept = vi.fn()
      const { click, simulator } = await createQuestionLink({ onAccept })
      simulator.offer({ status: 'unavailable' })
      await expire()
      click()
      await advance(0)
      expect(onAccept).not.toHaveBeenCalled()
    })

    test('behavior: a click on an expired answer of the app is prevented and does nothing', () => {
      const onAccept = vi.fn()
      const { click, pendingActions } = createAnswerLink({ ...available, expiresAt: Date.now() - 1 }, { onAccept })
      expect(click()).toBe(false)
      expect(pendingActions).toEqual([])
      expect(onAccept).not.toHaveBeenCalled()
    })
  })
})
