'use client'

import { type MouseEvent, useInsertionEffect, useLayoutEffect, useState } from 'react'
import { isServer } from '../browser/isServer.js'
import { warnOnce } from '../browser/warnOnce.js'
import { dev } from '../dev.js'
import type { AvailableEngagement } from '../model/engagement.js'
import { type ClickContext, createClickHandler, type PendingAction } from './createClickHandler.js'
import { createDisplayTracker } from './createDisplayTracker.js'
import { createQuestionWatch } from './createQuestionWatch.js'
import { queueReport } from './queueReport.js'
import { reportDisplay } from './reportDisplay.js'
import { toSessionId } from './toSessionId.js'
import type { EngagementSnapshot } from './toSnapshot.js'
import type { UseEngagementButtonParameters } from './useEngagementButtonParameters.js'

/** How long an element may take to attach its ref, in milliseconds. */
const attachTime = 250

/** The values of the latest render. */
export type LatestProps = ClickContext<MouseEvent<never>> & {
  snapshot: EngagementSnapshot
  /** The offer that the button shows. Undefined if there is none, or if it has expired. */
  offer: AvailableEngagement | undefined
  parameters: UseEngagementButtonParameters
  /** True if the render has an element that must attach the ref. */
  isElementExpected?: boolean
}

/** The behaviour of a button, independent of its look. */
type Button = {
  update: (latest: LatestProps) => void
  ref: (element: Element | null) => void
  onClick: (event: MouseEvent<never>) => void
  dismiss: () => void
  getElement: () => Element | null
}

type ButtonController = { button: Omit<Button, 'update'>; pendingAction?: PendingAction }

const noop = () => {}

const serverController: ButtonController = { button: { ref: noop, onClick: noop, dismiss: noop, getElement: () => null } }

/** Gives a button its behaviour. A server has no clicks and no displays, so that it needs no hooks for them. */
export const useButtonController: (latest: LatestProps) => ButtonController = isServer ? () => serverController : useBrowserController

const useDevelopmentEffect: typeof useLayoutEffect = process.env.NODE_ENV === 'production' ? noop : useLayoutEffect

/** A page may have a thousand buttons, so that each has one state and one effect. */
function useBrowserController(latest: LatestProps): ButtonController {
  // A button is made once, because its display timer must survive a parent's render.
  const [controller, setController] = useState<{ button: Button; pendingAction?: PendingAction }>(() => ({
    button: createButton(latest, (change) => setController((current) => ({ ...current, ...change }))),
  }))
  // The effect runs before React attaches the element.
  useInsertionEffect(() => controller.button.update(latest))
  // The effect runs after React has attached the element, and never in a hidden Activity, which attaches none.
  useDevelopmentEffect(() => warnIfRefIsDropped(controller.button, latest))
  return controller
}

/** @param render Renders the button, with another pending action if one is given. */
function createButton(initial: LatestProps, render: (change: { pendingAction?: PendingAction }) => void): Button {
  let latest = initial
  let element: Element | null = null
  const watchQuestion = createQuestionWatch()
  const tracker = createDisplayTracker({ onDisplayed: (offer) => void reportDisplay(latest, offer) })
  const refresh = () => void latest.store.source.refresh?.()
  const onBlur = () => {
    // The element may have stayed only because of its focus.
    if (latest.snapshot.status !== 'available') render({})
  }

  /** Made for the first click, because nobody clicks most buttons. */
  let handleClick: ((event: MouseEvent<never>) => void) | undefined

  return {
    onClick(event) {
      handleClick ??= createClickHandler(
        () => latest,
        (pendingAction) => render({ pendingAction }),
      )
      handleClick(event)
    },
    update(next) {
      latest = next
      if (next.store.source.refresh) watchQuestion(next.store)
      // During hydration the snapshot is the server's. React renders the browser's next.
      if (next.snapshot === next.store.getSnapshot()) tracker.setOffer(next.offer, next.parameters.displayed)
    },
    getElement: () => element,
    ref(next) {
      element = next
      tracker.attach(next)
      next?.addEventListener('blur', onBlur)
      // A visitor who turns to the button needs an offer that has not expired. The DOM ignores a listener that is already there.
      for (const type of ['pointerenter', 'focus']) next?.addEventListener(type, refresh)
    },
    dismiss() {
      const { client, store } = latest
      const { engagement } = store.readNow()
      if (engagement?.status === 'available') queueReport(client, { type: 'impClose', engagement })
      client.core.session.dismiss(toSessionId(engagement, client.session.getState()))
    },
  }
}

/** Returns a function that stops the check. */
function warnIfRefIsDropped({ getElement }: Button, { isElementExpected }: LatestProps): (() => void) | undefined {
  if (getElement() || !isElementExpected) return undefined
  // An element may attach its ref late, for example in a portal.
  const timer = setTimeout(() => {
    if (getElement()) return
    warnOnce(
      dev`An element of EngagementButton's render drops its ref. The button can then never be seen, so that no display is reported. Pass ref on to the DOM element, with forwardRef on React 18.`,
    )
  }, attachTime)
  return () => clearTimeout(timer)
}
