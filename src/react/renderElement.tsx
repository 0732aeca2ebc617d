'use client'

import { cloneElement, type ReactElement, type Ref, version } from 'react'

type Props = Record<string, unknown>

/** Renders someone's element with our props, and its own on top. Classes add up; the ref is ours, which sets the element's, and so is the click where we have a handler: whoever gives one has it call the element's. */
export function renderElement(element: ReactElement<Props>, ours: Props): ReactElement {
  const className = [ours.className, element.props.className].join(' ').trim() || undefined
  return cloneElement(element, { ...ours, ...element.props, className, onClick: ours.onClick ?? element.props.onClick, ref: ours.ref })
}

/** An element's own ref: React 19 moved it among the props. */
export function refOf(element: ReactElement): Ref<Element> | undefined {
  const holder = version < '19' ? element : element.props
  return (holder as { ref?: Ref<Element> }).ref
}

/** What is undefined would take back, where it is spread onto an element, what that element says of itself. */
export function withoutUndefined<props extends object>(props: props): props {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as props
}
