import { locales } from './locales.js'
import type { EngagementGlobals } from './scene.js'

type Item = { value: string; title: string }

/** A toolbar menu in Storybook's format. */
export type EngagementGlobalType = {
  /** The description of the menu. */
  description: string
  /** The menu. */
  toolbar: {
    /** The title of the menu. */
    title: string
    /** The name of the menu's icon in Storybook. */
    icon: string
    /** True if the menu shows the title of the chosen item. */
    dynamicTitle: boolean
    /** The items of the menu. */
    items: Item[]
  }
}

const menu = (description: string, icon: string, items: Item[]): EngagementGlobalType => ({
  description,
  toolbar: { title: description, icon, dynamicTitle: true, items },
})

/** Menus for Storybook's toolbar, as `globalTypes`: the service, its answer, its latency, the page's direction and its language. */
export const engagementGlobalTypes: Record<keyof EngagementGlobals, EngagementGlobalType> = {
  service: menu('Service', 'globe', [
    { value: 'appEngagement', title: 'App Engagement' },
    { value: 'monitoring', title: 'Monitoring' },
  ]),
  engagementState: menu('State', 'switchalt', [
    { value: 'story', title: 'As the story says' },
    { value: 'loading', title: 'Loading' },
    { value: 'available', title: 'Available' },
    { value: 'conversation', title: 'Conversation' },
    { value: 'unavailable', title: 'Unavailable' },
    { value: 'error', title: 'Error' },
  ]),
  engagementLatency: menu('Latency', 'timer', [
    { value: '0', title: 'At once' },
    { value: '300', title: '0.3 s' },
    { value: '3000', title: '3 s' },
  ]),
  engagementDirection: menu('Direction', 'transfer', [
    { value: 'ltr', title: 'Left to right' },
    { value: 'rtl', title: 'Right to left' },
  ]),
  engagementLocale: menu('Locale', 'speaker', [
    { value: 'story', title: 'As the story says' },
    ...locales.map(({ tag }) => ({ value: tag, title: new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag })),
  ]),
}
