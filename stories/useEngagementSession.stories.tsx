import type { Meta, StoryObj } from '@storybook/react-vite'
import type { ReactElement } from 'react'
import { expect, waitFor } from 'storybook/test'
import { useEngagement, useEngagementClient, useEngagementSession } from '../src/index.js'

/** The service's ids of the visitor, and the session whose offer they dismissed. With a selector, only a new result renders again. */
function Visitor(): ReactElement {
  const client = useEngagementClient()
  const visitorId = useEngagementSession((session) => session.visitorId)
  useEngagement()
  return (
    <div className="panel">
      <p>
        Visitor <code>{visitorId ?? 'unknown'}</code>
      </p>
      <button type="button" onClick={client.reset}>
        Log out
      </button>
    </div>
  )
}

const meta = { title: 'useEngagementSession', component: Visitor } satisfies Meta<typeof Visitor>

export default meta

/** The service makes a new visitor after a log-out. */
export const LogOut: StoryObj<typeof meta> = {
  name: 'Log-out',
  play: async ({ canvas, userEvent }) => {
    const code = canvas.getByText('unknown')
    await waitFor(() => expect(code).not.toHaveTextContent('unknown'))
    const before = code.textContent
    await userEvent.click(canvas.getByRole('button', { name: 'Log out' }))
    await waitFor(() => expect([before, 'unknown']).not.toContain(code.textContent))
  },
}
