'use client'

import {
  type ButtonHTMLAttributes,
  type ForwardRefExoticComponent,
  forwardRef,
  isValidElement,
  type ReactElement,
  type ReactNode,
  type Ref,
  type RefAttributes,
} from 'react'
import { jsx } from 'react/jsx-runtime'
import { getActiveElement } from '../browser/focus.js'
import { withoutUndefined } from '../model/withoutUndefined.js'
import type { EngagementButtonLabels } from '../react/locale.js'
import { getElementRef, renderElement } from '../react/renderElement.js'
import { useLocale } from '../react/useLocale.js'
import { useMergedRefs } from '../react/useMergedRefs.js'
import { addUnread, chooseLabel, type Label, type LabelKey } from './buttonLabel.js'
import { type EngagementButtonAttributes, type EngagementButtonState, useEngagementButtonParts } from './useEngagementButton.js'
import type { UseEngagementButtonParameters } from './useEngagementButtonParameters.js'

/** The props for your own element, with its `ref`. */
export type EngagementButtonRenderProps = ButtonHTMLAttributes<HTMLElement> &
  EngagementButtonAttributes & {
    /** The ref for your element. It observes whether the offer is displayed. */
    ref: (element: Element | null) => void
  }

/** The parameters of `useEngagementButton`, the attributes of a `<button>`, and the props of the component itself. */
export type EngagementButtonProps = UseEngagementButtonParameters &
  Omit<ButtonHTMLAttributes<HTMLButtonElement>, keyof UseEngagementButtonParameters> & {
    /** The content while there is no button: while loading, when unavailable, and after an error. A `retry` or `unavailable` label shows a button instead. */
    fallback?: ReactNode
    /**
     * `floating` fixes the button in a corner of the viewport, above the content of the page. Beside an offer is a control that dismisses the
     * button until the session ends.
     * @default 'inline'
     */
    placement?: 'inline' | 'floating' | undefined
    /**
     * The corner of the viewport for a floating button: the block side, then the inline side, as in CSS.
     * @default 'end-end'
     */
    corner?: 'start-start' | 'start-end' | 'end-start' | 'end-end' | undefined
    /** Labels that replace those of the locale. `children` replace the label of an offer. */
    labels?: EngagementButtonLabels | undefined
    /**
     * Your own element, or a function that returns it. It replaces the `<button>` and gets its props and ref. The function is called in every
     * state, also without an offer.
     * @default a `<button>`
     */
    render?: ReactElement | ((props: EngagementButtonRenderProps, state: EngagementButtonState) => ReactNode) | undefined
  }

/**
 * A button that appears while the visitor may be offered a chat. It reports when the offer was displayed, accepted and dismissed.
 * @throws ConfigurationError without a client
 * @example
 * ```tsx
 * <EngagementButton onAccept={(engagement) => openChat(engagement)}>Chat with us</EngagementButton>
 * ```
 */
export const EngagementButton: ForwardRefExoticComponent<EngagementButtonProps & RefAttributes<HTMLButtonElement>> = forwardRef<
  HTMLButtonElement,
  EngagementButtonProps
>(function EngagementButton({ fallback, placement = 'inline', corner = 'end-end', labels, render, children, ...parameters }, forwardedRef) {
  const element = isValidElement<UseEngagementButtonParameters>(render) ? render : undefined
  const {
    state,
    engagement,
    attributes,
    elementProps,
    ref: ownRef,
    dismiss,
    latest,
    getElement,
  } = useEngagementButtonParts(element ? chainElementClicks(element, parameters) : parameters)
  const ref = useMergedRefs(ownRef, forwardedRef as Ref<Element>, element && getElementRef(element))
  const locale = useLocale(latest.snapshot.pageLanguage, engagement && 'language' in engagement ? engagement.language : undefined)
  const isFloating = placement === 'floating'
  const offerLabel: Label | undefined = children === undefined ? chooseLabel('available', labels, locale) : { text: children }
  // The state `loading` has no label.
  const labelKey = (state.status === 'error' ? 'retry' : state.status) as Exclude<LabelKey, 'unread'>
  const unread = state.unreadCount > 0 ? chooseLabel('unread', labels, locale) : undefined
  let label = labelKey === 'available' ? offerLabel : chooseLabel(labelKey, labels, locale)
  if (typeof render !== 'function') {
    if (isFloating && state.isDismissed) return null
    if (!label) {
      // A button that disappeared with the focus would leave a visitor's keyboard nowhere. The offer's button stays until the focus moves on.
      if (state.status === 'loading' || !hasFocus(getElement())) return fallback
      label = offerLabel
    }
  }
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
    lang: label?.lang,
    // A floating button has no `dir`, because its corner depends on the direction of the page.
    dir: isFloating ? undefined : label?.dir,
    children: unread ? addUnread(label?.text, unread, state.unreadCount) : (label ?? offerLabel)?.text,
    'data-unread': attributes['data-unread'],
    'aria-expanded': attributes['aria-expanded'],
    'aria-controls': attributes['aria-controls'],
    onClick: attributes.onClick,
    onAuxClick: attributes.onAuxClick,
    ref,
    ...elementProps,
  }

  if (typeof render === 'function') {
    const rendered = render(withoutUndefined(props), state)
    latest.isElementExpected = isValidElement<{ onClick?: unknown }>(rendered) && rendered.props.onClick === props.onClick
    return rendered
  }
  latest.isElementExpected = element !== undefined
  // JSX would copy the props. That copy takes a server as long as the rest of this function.
  const button = element ? renderElement(element, withoutUndefined(props)) : jsx('button', props)
  // Nothing else leads back to the client's own conversation.
  if (!isFloating || latest.snapshot.hasConversation) return button
  const dismissLabel = chooseLabel('dismiss', labels, locale)
  return (
    <>
      {button}
      <button
        type="button"
        data-engagement-dismiss=""
        data-placement={placement}
        data-corner={corner}
        lang={dismissLabel?.lang}
        aria-label={dismissLabel?.text as string}
        onClick={dismiss}
      >
        ×
      </button>
    </>
  )
})

/** The visitor clicks the element, so its own handler runs first. */
function chainElementClicks(
  element: ReactElement<UseEngagementButtonParameters>,
  parameters: UseEngagementButtonParameters,
): UseEngagementButtonParameters {
  return {
    ...parameters,
    onClick(event) {
      element.props.onClick?.(event)
      parameters.onClick?.(event)
    },
    onAuxClick(event) {
      element.props.onAuxClick?.(event)
      parameters.onAuxClick?.(event)
    },
  }
}

/** True if the element has the focus, which a visitor would lose if the element disappeared. */
function hasFocus(element: Element | null): boolean {
  return element !== null && getActiveElement(element) === element
}
