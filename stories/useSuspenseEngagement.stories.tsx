import type { Meta, StoryObj } from '@storybook/react-vite'
import { type ReactElement, Suspense } from 'react'
import { expect } from 'storybook/test'
import { useSuspenseEngagement } from '../src/index.js'
import { Boundary } from './support/Boundary.js'

/** Like `useEngagement`, for a component inside `Suspense` and an error boundary. The result always has `data`. */
function Hours(): ReactElement {
  const { data } = useSuspenseEngagement()
  return <p>Our chat is {data.status === 'unavailable' ? 'closed' : 'open'}.</p>
}

/** The fallback of `Suspense` shows while the service answers. The boundary shows an error. */
function Shop(): ReactElement {
  return (
    <Boundary>
      <Suspense fallback={<p>Asking…</p>}>
        <Hours />
      </Suspense>
    </Boundary>
  )
}

const meta = { title: 'useSuspenseEngagement', component: Shop } satisfies Meta<typeof Shop>

export default meta

type Story = StoryObj<typeof meta>

export const Open: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Our chat is open.')).toBeVisible()
  },
}

export const Closed: Story = {
  parameters: { engagement: { offer: { status: 'unavailable' } } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Our chat is closed.')).toBeVisible()
  },
}

export const Asking: Story = {
  parameters: { engagement: { hang: true } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Asking…')).toBeVisible()
  },
}

/** An error reaches the error boundary, which can try again. */
export const Failed: Story = {
  name: 'Error',
  parameters: {
    engagement: { fail: { call: 'engagement', status: 400, times: 1 } },
    // React prints the errors that a boundary catches, unless the root handles them.
    react: { rootOptions: { onCaughtError: () => {} } },
  },
  play: async ({ canvas, userEvent }) => {
    await expect(await canvas.findByRole('alert')).toHaveTextContent('ServiceError')
    await userEvent.click(canvas.getByRole('button', { name: 'Try again' }))
    await expect(await canvas.findByText('Our chat is open.')).toBeVisible()
  },
}
