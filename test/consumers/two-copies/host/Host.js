import { Component, createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { appEngagement, createEngagementClient, EngagementButton, EngagementProvider } from 'react-engagement'
import { Button, Hours, Shop } from 'remote/Shop'

const query = new URLSearchParams(location.search)

const client = createEngagementClient({ accountId: '12345678', service: appEngagement({ domain: query.get('service') }) })

class Boundary extends Component {
  state = {}
  static getDerivedStateFromError = (error) => ({ error })
  render() {
    const { error } = this.state
    return error ? createElement('p', null, `${error.name}: ${error.message}`) : this.props.children
  }
}

/** The components of the remote: with a client of their own, inside the provider of the host, or with the client of the host. */
const inside = {
  own: () => createElement(Shop),
  hook: () => createElement(Boundary, null, createElement(Hours)),
  client: () => createElement(Button, { client }),
}

const button = query.get('inside') === 'client' ? null : createElement(EngagementButton, null, 'Chat with us')

createRoot(document.getElementById('root')).render(
  createElement(EngagementProvider, { client }, button, inside[query.get('inside') ?? 'own']()),
)
