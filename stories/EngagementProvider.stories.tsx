import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { EngagementButton, EngagementProvider, useEngagementClient } from '../src/index.js'
import { ar } from '../src/locales/ar.js'
import { fr } from '../src/locales/fr.js'

const locales = [ar, fr]

/** The code of a story. Storybook itself would print all members of the client. */
function toCode(props: string): string {
  return `<EngagementProvider client={client}${props}>\n  <EngagementButton />\n</EngagementProvider>`
}

/** Gives a client to the hooks and components inside, and lets the client listen to the page. */
const meta = {
  title: 'EngagementProvider',
  component: EngagementProvider,
  args: { client: undefined as never },
  parameters: { docs: { source: { code: toCode('') } } },
  // The client is the story's own, and the labels are from the story's args.
  render: (args) => {
    const client = useEngagementClient()
    return (
      <EngagementProvider {...args} client={client}>
        <EngagementButton />
      </EngagementProvider>
    )
  },
} satisfies Meta<typeof EngagementProvider>

export default meta

type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('button', { name: 'Chat with us' })).toBeVisible()
  },
}

/** The engagement's language selects the labels. */
export const LanguageOfTheEngagement: Story = {
  parameters: {
    engagement: { offer: { status: 'available', language: 'fr-CA' } },
    docs: { source: { code: toCode(' locales={[ar, fr]}') } },
  },
  args: { locales },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('button', { name: 'Discuter avec nous' })).toHaveAttribute('lang', 'fr')
  },
}

/** A conversation has no language, so the labels are in the page's language. */
export const LanguageOfThePage: Story = {
  parameters: {
    engagement: { service: 'monitoring', offer: { status: 'conversation' } },
    docs: { source: { code: toCode(' locales={[ar, fr]} language="ar"') } },
  },
  args: { locales, language: 'ar' },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('button', { name: String(ar.button.conversation) })).toHaveAttribute('dir', 'rtl')
  },
}
