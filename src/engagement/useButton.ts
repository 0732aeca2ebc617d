'use client'

import { type MouseEvent, useInsertionEffect, useState } from 'react'
import { isServer } from '../browser/isServer.js'
import type { EngagementClient } from '../client/engagementClient.js'
import type { AvailableEngagement } from '../model/engagement.js'
import { type EngagementView, type EngagementViews, sessionOf } from './engagementStore.js'
import { observeDisplay } from './observeDisplay.js'
import { reportImpression } from './reportImpression.js'
import type { UseEngagementButtonParameters } from './useEngagementButtonParameters.js'

/** What a click waits for: an expired offer, or one that could not be had, is being asked for again. */
type Waiting = 'accepting' | 'retrying' | undefined

/** What was rendered last. */
type Rendered = {
  client: EngagementClient
  views: EngagementViews
  view: EngagementView
  /** To be seen, and not expired. */
  offer: AvailableEngagement | undefined
  parameters: UseEngagementButtonParameters
}

/** What a button does, whatever it looks like. Made once for each: a clock that is running must survive a parent's render. */
type Button = {
  update: (rendered: Rendered) => void
  ref: (element: Element | null) => void
  onClick: (event: MouseEvent<never>) => void
  dismiss: () => void
}

type LiveButton = { button: Pick<Button, 'ref' | 'onClick' | 'dismiss'>; waiting?: Waiting }

const nothing = () => {}

const still: LiveButton = { button: { ref: nothing, onClick: nothing, dismiss: nothing } }

/** What the button does, and what its click waits for. A server renders what there is to see: nobody clicks there. */
export const useButton: (rendered: Rendered) => LiveButton = isServer ? () => still : useLiveButton

function useLiveButton(rendered: Rendered): LiveButton {
  const [waiting, setWaiting] = useState<Waiting>()
  const [button] = useState(() => createButton(rendered, setWaiting))
  // Before React gives the element. All that a button does hangs on this one effect, since a page may have a thousand.
  useInsertionEffect(() => button.update(rendered))
  return { button, waiting }
}

/** How long a click waits for an answer, in milliseconds: as long as browsers take what follows for its effect. */
const patience = 5000

function createButton(rendered: Rendered, setWaiting: (waiting: Waiting) => void): Button {
  let element: Element | null = null
  /** The one that has our listeners. */
  let heard: Element | undefined
  let stop: (() => void) | undefined
  let click: 'held' | 'repeated' | undefined

  /** Looks whether the offer is displayed, from when it is there until it is gone, or the element. */
  function begin(): void {
    const { views, view, offer, parameters } = rendered
    // Hydration shows for a moment what it takes back: what there is renders next.
    if (!element || !offer || stop || view !== views.getSnapshot()) return
    const finish = () => void reportDisplay(offer)
    stop = nothing
    if (parameters.displayed !== 'mounted') {
      stop = observeDisplay(element, finish)
      return
    }
    queueMicrotask(() => {
      if (element) finish()
    })
  }

  function end(): void {
    stop?.()
    stop = undefined
  }

  const button: Button = {
    update(next) {
      if (!isSameOffer(next, rendered)) end()
      rendered = next
      // What is displayed may render again, which React forbids while it updates the page.
      if (element && !stop) queueMicrotask(begin)
    },
    ref(next) {
      element = next
      if (!next) {
        // A parent's new callback ref beside ours takes the element, and gives it back at once.
        queueMicrotask(() => {
          if (!element) end()
        })
        return
      }
      if (next !== heard) {
        end()
        heard = next
        // Somebody turns to it, whose offer may have expired.
        for (const type of ['pointerenter', 'focus']) next.addEventListener(type, refresh)
      }
      begin()
    },
    onClick(event) {
      const { client, views, parameters } = rendered
      const { onClick, onAccept, onResume } = parameters
      if (click !== 'repeated') onClick?.(event)
      if (event.defaultPrevented) return
      // Not the one rendered: an answer may have come since.
      const { engagement, isExpired, status } = views.read()
      if (isExpired) {
        event.preventDefault()
        if (views.asking && !click) void askFirst(event.currentTarget)
      } else if (engagement?.status === 'conversation') {
        onResume?.(engagement, event)
      } else if (engagement?.status === 'available') {
        // What was clicked was displayed: where that was not reported yet, both travel in one request, display first.
        void reportDisplay(engagement)
        void reportImpression(client, { type: 'impAccept', engagement })
        onAccept?.(engagement, event)
      } else if (status === 'error') {
        void askAgain()
      }
    },
    dismiss() {
      const { client, views } = rendered
      const { engagement } = views.read()
      if (engagement?.status === 'available') void reportImpression(client, { type: 'impClose', engagement })
      client.core.session.dismiss(sessionOf(client.session, engagement))
    },
  }

  async function reportDisplay(offer: AvailableEngagement): Promise<void> {
    const { client, parameters } = rendered
    if (await reportImpression(client, { type: 'impDisplay', engagement: offer })) parameters.onDisplay?.(offer)
  }

  async function refresh(): Promise<void> {
    await rendered.views.asking?.refresh()
  }

  async function askAgain(): Promise<void> {
    setWaiting('retrying')
    await rendered.views.asking?.retry()
    setWaiting(undefined)
  }

  /** Repeats the click where the offer is still made, and the visitor still waits: so a link leads where it should, too. */
  async function askFirst(element: HTMLElement): Promise<void> {
    const clickedAt = Date.now()
    click = 'held'
    setWaiting('accepting')
    await refresh()
    setWaiting(undefined)
    const { engagement, isExpired } = rendered.views.read()
    const isStillOffered = engagement?.status === 'available' && !isExpired
    if (isStillOffered && element.isConnected && Date.now() - clickedAt < patience) {
      click = 'repeated'
      element.click()
    }
    click = undefined
  }

  return button
}

/** Whether a clock that is running goes on. */
function isSameOffer({ offer, parameters }: Rendered, { offer: other, parameters: { displayed } }: Rendered): boolean {
  const ids = ['sessionId', 'contextId', 'engagementId', 'engagementRevision'] as const
  return parameters.displayed === displayed && (offer === other || ids.every((id) => offer?.[id] === other?.[id]))
}
