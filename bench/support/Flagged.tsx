import { useFeatureFlagEnabled } from 'posthog-js/react'
import type { ReactElement } from 'react'
import { Plain } from './Plain.js'

/** The button appears if PostHog's flag of that name is on. */
export function Flagged(): ReactElement | null {
  return useFeatureFlagEnabled('chat') ? <Plain /> : null
}
