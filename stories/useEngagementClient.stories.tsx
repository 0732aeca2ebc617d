import type { Meta, StoryObj } from '@storybook/react-vite'
import type { ReactElement } from 'react'
import { expect, waitFor } from 'storybook/test'
import { EngagementButton, useEngagementClient } from '../src/index.js'
import type { EngagementScene } from '../src/storybook/index.js'

/** A log-out ends the visit of this visitor. The button asks again, for a new visitor. */
function Account(): ReactElement {
  const client = useEngagementClient()
  return (
    <div className="panel">
      <EngagementButton />
      <button type="button" onClick={() => client.reset()}>
        Log out
      </button>
    </div>
  )
}

const meta = { title: 'useEngagementClient', component: Account } satisfies Meta<typeof Account>

export default meta

export const LogOut: StoryObj<typeof meta> = {
  name: 'Log-out',
  play: async ({ canvas, loaded, userEvent }) => {
    const { simulator }: EngagementScene = loaded.engagement
    await canvas.findByRole('button', { name: 'Chat with us' })
    await userEvent.click(canvas.getByRole('button', { name: 'Log out' }))
    await waitFor(() => expect(simulator.visitors).toHaveLength(2))
  },
}
