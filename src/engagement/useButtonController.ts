'use client'

import { type MouseEvent, useInsertionEffect, useState } from 'react'
import { isServer } from '../browser/isServer.js'
import type { AvailableEngagement } from '../model/engagement.js'
import { type ClickContext, createClickHandler, type PendingAction } from './createClickHandler.js'
import { createDisplayTracker } from './createDisplayTracker.js'
import { reportDisplay } from './reportDisplay.js'
import { reportImpression } from './reportImpression.js'
import { toSessionId } from './toSessionId.js'
import type { EngagementSnapshot } from './toSnapshot.js'
import type { UseEngagementButtonParameters } from './useEngagementButtonParameters.js'

/** The values of the latest render. */
type LatestProps = ClickContext<MouseEvent<never>> & {
  snapshot: EngagementSnapshot
  /** The offer that the button shows. Undefined if there is none, or if it has expired. */
  offer: AvailableEngagement | undefined
  parameters: UseEngagementButtonParameters
}

/** The behaviour of a button, independent of its look. */
type Button = {
  update: (latest: LatestProps) => void
  ref: (element: Element | null) => void
  onClick: (event: MouseEvent<never>) => void
  dismiss: () => void
}

type ButtonController = { button: Pick<Button, 'ref' | 'onClick' | 'dismiss'>; pendingAction?: PendingAction }

const noop = () => {}

const serverController: ButtonController = { button: { ref: noop, onClick: noop, dismiss: noop } }

/** Gives a button its behaviour. A server has no clicks and no displays, so that it needs no hooks for them. */
export const useButtonController: (latest: LatestProps) => ButtonController = isServer ? () => serverController : useBrowserController

function useBrowserController(latest: LatestProps): ButtonController {
  const [pendingAction, setPendingAction] = useState<PendingAction>()
  // A button is made once, because its display timer must survive a parent's render.
  const [button] = useState(() => createButton(latest, setPendingAction))
  // The effect runs before React attaches the element. A page may have a thousand buttons, so each has this one effect.
  useInsertionEffect(() => button.update(latest))
  return { button, pendingAction }
}

function createButton(initial: LatestProps, setPendingAction: (action: PendingAction) => void): Button {
  let latest = initial
  const tracker = createDisplayTracker({ onDisplayed: (offer) => void reportDisplay(latest, offer) })
  const refresh = () => void latest.store.source.refresh?.()

  return {
    onClick: createClickHandler(() => latest, setPendingAction),
    update(next) {
      latest = next
      // During hydration the snapshot is the server's. React renders the browser's next.
      if (next.snapshot === next.store.getSnapshot()) tracker.setOffer(next.offer, next.parameters.displayed)
    },
    ref(element) {
      tracker.attach(element)
      // A visitor who turns to the button needs an offer that has not expired. The DOM ignores a listener that is already there.
      for (const type of ['pointerenter', 'focus']) element?.addEventListener(type, refresh)
    },
    dismiss() {
      const { client, store } = latest
      const { engagement } = store.readNow()
      if (engagement?.status === 'available') void reportImpression(client, { type: 'impClose', engagement })
      client.core.session.dismiss(toSessionId(engagement, client.session.getState()))
    },
  }
}
