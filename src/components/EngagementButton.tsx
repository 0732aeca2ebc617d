'use client'

import { type ButtonHTMLAttributes, forwardRef, isValidElement, type ReactElement, type ReactNode, type Ref, useMemo } from 'react'
import {
  type EngagementButtonAttributes,
  type EngagementButtonState,
  type UseEngagementButtonParameters,
  useEngagementButton,
} from '../hooks/useEngagementButton.js'
import { type EngagementButtonLabels, useLocale } from '../hooks/useLocale.js'
import { mergeRefs } from './mergeRefs.js'
import { refOf, renderElement } from './renderElement.js'

/** The props for one's own element, `ref` among them. */
export type EngagementButtonRenderProps = ButtonHTMLAttributes<HTMLElement> &
  EngagementButtonAttributes & { ref: (element: Element | null) => void }

export type EngagementButtonProps = UseEngagementButtonParameters &
  Omit<ButtonHTMLAttributes<HTMLButtonElement>, keyof UseEngagementButtonParameters> & {
    /** Shown while there is nothing to offer: while loading, when unavailable, and after an error. */
    fallback?: ReactNode
    /**
     * `floating` holds it in a corner of the viewport, above the page's content, beside a control that dismisses it until the session ends.
     * @default 'inline'
     */
    placement?: 'inline' | 'floating'
    /**
     * Of the viewport, for a floating button: the block side and the inline side, as in CSS.
     * @default 'end-end'
     */
    corner?: 'start-start' | 'start-end' | 'end-start' | 'end-end'
    labels?: EngagementButtonLabels
    /**
     * One's own element instead of the `<button>`, which is given the props and the ref; or a function of the props and the state, called in
     * every state, not only where there is something to offer.
     */
    render?: ReactElement | ((props: EngagementButtonRenderProps, state: EngagementButtonState) => ReactNode)
  }

const english: EngagementButtonLabels = { available: 'Chat with us', conversation: 'Continue your chat', dismiss: 'Dismiss' }

/**
 * A button that is there while a chat may be offered, and reports what was displayed and accepted.
 * @example
 * <EngagementButton onAccept={(engagement) => openChat(engagement)}>Chat with us</EngagementButton>
 */
export const EngagementButton = forwardRef<HTMLButtonElement, EngagementButtonProps>(function EngagementButton(
  { fallback, placement = 'inline', corner = 'end-end', labels, render, children, ...parameters },
  forwardedRef,
) {
  const element = isValidElement<UseEngagementButtonParameters>(render) ? render : undefined
  const {
    state,
    engagement,
    buttonProps,
    ref: displayRef,
    dismiss,
  } = useEngagementButton({
    ...parameters,
    onClick(event) {
      element?.props.onClick?.(event)
      parameters.onClick?.(event)
    },
  })
  const elementRef = element && refOf(element)
  const ref = useMemo(() => mergeRefs(displayRef, forwardedRef as Ref<Element>, elementRef), [displayRef, forwardedRef, elementRef])
  const locale = useLocale(engagement && 'language' in engagement ? engagement.language : undefined)
  const word = (name: keyof EngagementButtonLabels) => labels?.[name] ?? locale?.button[name] ?? english[name]
  const offer = children === undefined ? word('available') : children
  const said = {
    available: offer,
    conversation: word('conversation'),
    error: word('retry'),
    unavailable: word('unavailable'),
    loading: undefined,
  }[state.status]
  const isFloating = placement === 'floating'
  // Only words of the locale are of its language. The corner is the page's, whatever the direction of the words.
  const languageOf = (name: string, text: ReactNode) =>
    locale && text && text === locale.button[name as 'available']
      ? { lang: locale.tag, dir: isFloating ? undefined : locale.dir }
      : undefined
  const place = { 'data-placement': placement, 'data-corner': isFloating ? corner : undefined }
  const props = { ...languageOf(state.status, said), ...place, ...buttonProps, children: said ?? offer, ref }

  if (typeof render === 'function') return render(props, state)
  if (isFloating && state.isDismissed) return null
  if (said === undefined) return fallback
  const button = element ? renderElement(element, props) : <button type="button" data-engagement-button="" {...props} />
  if (!isFloating) return button
  const dismissal = word('dismiss') as string
  return (
    <>
      {button}
      <button
        type="button"
        data-engagement-dismiss=""
        {...languageOf('dismiss', dismissal)}
        {...place}
        aria-label={dismissal}
        onClick={dismiss}
      >
        ×
      </button>
    </>
  )
})
