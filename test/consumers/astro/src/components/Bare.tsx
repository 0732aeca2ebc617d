import { EngagementButton, EngagementProvider } from 'react-engagement'
import { client } from '../engagement'

/** A button without a fallback: the server renders nothing. */
export const Bare = () => (
  <EngagementProvider client={client}>
    <EngagementButton>Chat without a fallback</EngagementButton>
  </EngagementProvider>
)
