'use client'

import { type ButtonHTMLAttributes, forwardRef, isValidElement, type ReactElement, type ReactNode, type Ref, useMemo } from 'react'
import { type EngagementButtonState, type UseEngagementButtonParameters, useEngagementButton } from '../hooks/useEngagementButton.js'
import { mergeRefs } from './mergeRefs.js'
import { refOf, renderElement } from './renderElement.js'

/** What the button says where it has no `children`. */
export type EngagementButtonLabels = {
  /** @default 'Chat with us' */
  available?: ReactNode
  /** Also where there are `children`, which are written for an offer. @default 'Continue your chat' */
  conversation?: ReactNode
}

/** The props for one's own element, `ref` among them. */
export type EngagementButtonRenderProps = ButtonHTMLAttributes<HTMLElement> & {
  ref: (element: Element | null) => void
  'data-status': EngagementButtonState['status']
}

export type EngagementButtonProps = UseEngagementButtonParameters &
  Omit<ButtonHTMLAttributes<HTMLButtonElement>, keyof UseEngagementButtonParameters> & {
    /** Shown while there is nothing to offer: while loading, when unavailable, and after an error. */
    fallback?: ReactNode
    labels?: EngagementButtonLabels
    /**
     * One's own element instead of the `<button>`, which is given the props and the ref; or a function of the props and the state, called in
     * every state, not only where there is something to offer.
     */
    render?: ReactElement | ((props: EngagementButtonRenderProps, state: EngagementButtonState) => ReactNode)
  }

/**
 * A button that is there while a chat may be offered, and reports what was displayed and accepted.
 * @example
 * <EngagementButton onAccept={(engagement) => openChat(engagement)}>Chat with us</EngagementButton>
 */
export const EngagementButton = forwardRef<HTMLButtonElement, EngagementButtonProps>(function EngagementButton(
  { fallback, labels, render, children = labels?.available ?? 'Chat with us', ...parameters },
  forwardedRef,
) {
  const { state, engagement, buttonProps, ref: displayRef } = useEngagementButton(parameters)
  const elementRef = isValidElement(render) ? refOf(render) : undefined
  const ref = useMemo(() => mergeRefs(displayRef, forwardedRef as Ref<Element>, elementRef), [displayRef, forwardedRef, elementRef])
  const props = {
    ...buttonProps,
    children: state.status === 'conversation' ? (labels?.conversation ?? 'Continue your chat') : children,
    ref,
  }

  if (typeof render === 'function') return render(props, state)
  if (!engagement || engagement.status === 'unavailable') return fallback
  if (render) return renderElement(render, props)
  return <button type="button" data-engagement-button="" {...props} />
})
