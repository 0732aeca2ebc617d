import type { Meta, StoryObj } from '@storybook/react-vite'
import type { ReactElement } from 'react'
import { expect } from 'storybook/test'
import { EngagementButton, useEngagementClient } from '../src/index.js'
import { useSimulator } from '../src/storybook/index.js'

/** A story whose control closes the chat for the day. */
function ShopAtNight(): ReactElement {
  const simulator = useSimulator()
  const client = useEngagementClient()
  const close = () => {
    simulator.offer({ status: 'unavailable' })
    client.reset()
  }
  return (
    <div className="panel">
      <EngagementButton fallback={<p>We are back at 9.</p>} />
      <button type="button" onClick={close}>
        Close the shop
      </button>
    </div>
  )
}

const meta = { title: 'useSimulator', component: ShopAtNight } satisfies Meta<typeof ShopAtNight>

export default meta

export const Closed: StoryObj<typeof meta> = {
  play: async ({ canvas, userEvent }) => {
    await canvas.findByRole('button', { name: 'Chat with us' })
    await userEvent.click(canvas.getByRole('button', { name: 'Close the shop' }))
    await expect(await canvas.findByText('We are back at 9.')).toBeVisible()
  },
}
