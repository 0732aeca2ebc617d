'use client'

import { cloneElement, type ReactElement, type Ref, version } from 'react'

type Props = Record<string, unknown>

/** Renders someone's element with our props, and its own on top. Classes add up; the ref is ours, which sets the element's, and so is the click where we have a handler: whoever gives one has it call the element's. */
export function renderElement(element: ReactElement<Props>, props: Props): ReactElement {
  const className = [props.className, element.props.className].join(' ').trim() || undefined
  return cloneElement(element, { ...props, ...element.props, className, onClick: props.onClick ?? element.props.onClick, ref: props.ref })
}

/** An element's own ref: React 19 moved it among the props. */
export function getElementRef(element: ReactElement): Ref<Element> | undefined {
  const source = version < '19' ? element : element.props
  return (source as { ref?: Ref<Element> }).ref
}

/** What is undefined would take back, where it is spread onto an element, what that element says of itself. */
export function withoutUndefined<props extends object>(props: props): props {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as props
}
