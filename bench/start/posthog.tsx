import posthog from 'posthog-js'
import { PostHogProvider } from 'posthog-js/react'
import { Flagged } from '../support/Flagged.js'
import { render } from './render.js'

posthog.init('phc_bench', { api_host: globalThis.service })

render(
  <PostHogProvider client={posthog}>
    <Flagged />
  </PostHogProvider>,
)
