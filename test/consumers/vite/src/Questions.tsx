import { useEngagement, useEngagementButton } from 'react-engagement'
import { useConversation } from 'react-engagement/conversation'

/** A conversation without a window. */
export function Questions() {
  const { data } = useEngagement()
  const { state } = useEngagementButton()
  const engagement = data?.status === 'available' ? data : undefined
  const { messages, send } = useConversation({ engagement })
  const texts = messages.map(({ id, status, content }) => <li key={id}>{content.type === 'text' && `${content.text} (${status})`}</li>)
  return (
    <section>
      <button type="button" disabled={state.status === 'loading'} onClick={() => send('Where is my parcel?')}>
        Ask
      </button>
      <ul>{texts}</ul>
    </section>
  )
}
