import { createElement } from 'react'
import { appEngagement, createEngagementClient, EngagementButton, EngagementProvider, useEngagement } from 'react-engagement'

const domain = new URLSearchParams(location.search).get('service')

/** A part of the page with a client of its own, for the same account. */
export function Shop() {
  client ??= createEngagementClient({ accountId: '12345678', service: appEngagement({ domain }) })
  return createElement(EngagementProvider, { client }, createElement(EngagementButton, null, 'Chat with the shop'))
}
let client

export const Hours = () => createElement('p', null, `The chat is ${useEngagement().data?.status}`)

export const Button = (props) => createElement(EngagementButton, props, 'Chat with the shop')
