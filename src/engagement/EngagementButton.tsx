'use client'

import { type ButtonHTMLAttributes, forwardRef, isValidElement, type ReactElement, type ReactNode, type Ref } from 'react'
import { jsx } from 'react/jsx-runtime'
import type { EngagementButtonLabels } from '../react/locale.js'
import { getElementRef, renderElement, withoutUndefined } from '../react/renderElement.js'
import { useLocale } from '../react/useLocale.js'
import { useMergedRefs } from '../react/useMergedRefs.js'
import { type EngagementButtonAttributes, type EngagementButtonState, useEngagementButtonParts } from './useEngagementButton.js'
import type { UseEngagementButtonParameters } from './useEngagementButtonParameters.js'

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
    attributes,
    elementProps,
    ref: ownRef,
    dismiss,
  } = useEngagementButtonParts(element ? chainElementOnClick(element, parameters) : parameters)
  const ref = useMergedRefs(ownRef, forwardedRef as Ref<Element>, element && getElementRef(element))
  const locale = useLocale(engagement && 'language' in engagement ? engagement.language : undefined)
  const isFloating = placement === 'floating'
  const getLabel = (key: keyof EngagementButtonLabels) => labels?.[key] ?? locale?.button[key] ?? english[key]
  // Only words of the locale are of its language. The corner is the page's, whatever the direction of the words.
  const getLabelLanguage = (key: keyof EngagementButtonLabels, text: ReactNode) =>
    locale && text && text === locale.button[key] ? { lang: locale.tag, dir: isFloating ? undefined : locale.dir } : undefined
  // While loading nothing is said: there is no such word.
  const labelKey = (state.status === 'error' ? 'retry' : state.status) as keyof EngagementButtonLabels
  const availableLabel = children === undefined ? getLabel('available') : children
  const label = labelKey === 'available' ? availableLabel : getLabel(labelKey)
  if (typeof render !== 'function') {
    if (isFloating && state.isDismissed) return null
    if (label === undefined) return fallback
  }
  const language = getLabelLanguage(labelKey, label)
  const props = {
    type: render ? undefined : ('button' as const),
    'data-engagement-button': render ? undefined : '',
    'data-placement': placement,
    'data-corner': isFloating ? corner : undefined,
    'data-status': attributes['data-status'],
    'data-expired': attributes['data-expired'],
    'data-accepting': attributes['data-accepting'],
    'data-offline': attributes['data-offline'],
    'aria-busy': attributes['aria-busy'],
    'aria-disabled': attributes['aria-disabled'],
    lang: language?.lang,
    dir: language?.dir,
    children: label ?? availableLabel,
    onClick: attributes.onClick,
    ref,
    ...elementProps,
  }

  if (typeof render === 'function') return render(withoutUndefined(props), state)
  // In JSX the props would be copied, which takes a server as long as all that is done here.
  const button = element ? renderElement(element, withoutUndefined(props)) : jsx('button', props)
  if (!isFloating) return button
  const dismissLabel = getLabel('dismiss') as string
  return (
    <>
      {button}
      <button
        type="button"
        data-engagement-dismiss=""
        data-placement={placement}
        data-corner={corner}
        {...getLabelLanguage('dismiss', dismissLabel)}
        aria-label={dismissLabel}
        onClick={dismiss}
      >
        ×
      </button>
    </>
  )
})

/** What is clicked is the element: its own handler comes first. */
function chainElementOnClick(
  element: ReactElement<UseEngagementButtonParameters>,
  parameters: UseEngagementButtonParameters,
): UseEngagementButtonParameters {
  return {
    ...parameters,
    onClick(event) {
      element.props.onClick?.(event)
      parameters.onClick?.(event)
    },
  }
}
