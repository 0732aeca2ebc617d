'use client'

import { type KeyboardEvent, lazy, type ReactPortal, Suspense, useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import type { EngagementClient } from '../client/engagementClient.js'
import { useEngagementClient, useQueryClientOf } from '../react/useEngagementClient.js'
import { getClientRecord } from './getClientRecord.js'
import { PanelErrorBoundary } from './PanelErrorBoundary.js'
import { useFreeSpace } from './useFreeSpace.js'
import { useShadowRoot } from './useShadowRoot.js'

/** The props of `EngagementDevtools`. */
export type EngagementDevtoolsProps = {
  /**
   * The client that the panel shows.
   * @default the client of the nearest `EngagementProvider`
   */
  client?: EngagementClient | undefined
  /**
   * True if the panel is open at first.
   * @default false
   */
  initialIsOpen?: boolean | undefined
}

const Panel = lazy(async () => ({ default: (await import('./Panel.js')).Panel }))

/**
 * Renders a button in the corner that opens a panel. The panel shows the visitor, the questions with their answers, and the requests. The panel
 * also explains why a button does not appear. The devtools work in production too, wherever you render them. On a server, they render nothing. The
 * panel is loaded when it is first opened.
 * @example
 * <EngagementProvider client={client}>
 *   <App />
 *   {import.meta.env.DEV && <EngagementDevtools />}
 * </EngagementProvider>
 */
export function EngagementDevtools({ client: override, initialIsOpen = false }: EngagementDevtoolsProps): ReactPortal | null {
  const client = useEngagementClient(override)
  const queryClient = useQueryClientOf(client)
  const root = useShadowRoot()
  const toggle = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(initialIsOpen)

  useEffect(() => void getClientRecord(client), [client])
  useFreeSpace(root, toggle, isOpen)

  function closeOnEscape(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !isOpen) return
    // The page must not receive this key, because its own dialogs would close too.
    event.stopPropagation()
    setOpen(false)
    toggle.current?.focus()
  }

  if (!root) return null
  return createPortal(
    // The toggle follows the page's direction, but the panel's text is English.
    <section
      className="devtools"
      lang="en"
      dir={isOpen ? 'ltr' : undefined}
      aria-label="Engagement devtools"
      data-open={isOpen || undefined}
      onKeyDown={closeOnEscape}
    >
      <button
        type="button"
        className="toggle"
        ref={toggle}
        aria-label="Engagement devtools"
        aria-expanded={isOpen}
        aria-controls={isOpen ? 'panel' : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d={isOpen ? 'M6 6l12 12M18 6L6 18' : 'M4 5h16v11H11l-4 4v-4H4zM10 8.5L8 10.5l2 2M14 8.5l2 2-2 2'} />
        </svg>
      </button>
      {isOpen && (
        <PanelErrorBoundary>
          <Suspense>
            <Panel client={client} queryClient={queryClient} root={root} />
          </Suspense>
        </PanelErrorBoundary>
      )}
    </section>,
    root,
  )
}
