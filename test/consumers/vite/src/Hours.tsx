import { useEngagement, useEngagementButton, useEngagementSession } from 'react-engagement'

/** The same question as the button's, asked by hooks. */
export function Hours() {
  const { data } = useEngagement()
  const { state, buttonProps, ref } = useEngagementButton()
  const visitorId = useEngagementSession((session) => session.visitorId)
  return (
    <p>
      {data?.status === 'available' ? `We are here, ${visitorId}. ` : 'One moment. '}
      {state.status === 'available' && (
        <a href="#chat" ref={ref} {...buttonProps}>
          Or follow this link
        </a>
      )}
    </p>
  )
}
