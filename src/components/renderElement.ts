'use client'

import { cloneElement, type ReactElement, type Ref, version } from 'react'

type Props = Record<string, unknown>

/** Renders someone's element as ours: with our props, and its own on top. Both handle a click, its own handler first; classes and refs add up. */
export function renderElement(element: ReactElement, ours: Props & { onClick: (event: never) => void }): ReactElement {
  const theirs = element.props as { onClick?: (event: unknown) => void; className?: string }
  return cloneElement(element as ReactElement<Props>, {
    ...ours,
    ...theirs,
    className: [ours.className, theirs.className].join(' ').trim() || undefined,
    ref: ours.ref,
    onClick(event: never) {
      theirs.onClick?.(event)
      ours.onClick(event)
    },
  })
}

/** An element's own ref: React 19 moved it among the props. */
export function refOf(element: ReactElement): Ref<Element> | undefined {
  const holder = version < '19' ? element : element.props
  return (holder as { ref?: Ref<Element> }).ref
}
