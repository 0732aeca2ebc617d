'use client'

import { cloneElement, type ReactElement, type Ref, version } from 'react'

type Props = Record<string, unknown>

/**
 * Renders the caller's element with our props. The element's own props win, with three exceptions. The classes of both apply. Our ref wins, because it
 * is merged with the element's. Our handlers of clicks win, because they call the element's.
 */
export function renderElement(element: ReactElement<Props>, props: Props): ReactElement {
  const { className, onClick, onAuxClick } = element.props
  return cloneElement(element, {
    ...props,
    ...element.props,
    className: [props.className, className].join(' ').trim() || undefined,
    onClick: props.onClick ?? onClick,
    onAuxClick: props.onAuxClick ?? onAuxClick,
    ref: props.ref,
  })
}

/** Returns an element's own ref. React 19 moved the ref to the props. */
export function getElementRef(element: ReactElement): Ref<Element> | undefined {
  const source = version < '19' ? element : element.props
  return (source as { ref?: Ref<Element> }).ref
}
