import type { Preview } from '@storybook/react-vite'
import { extractComponentDescription } from 'storybook/internal/docs-tools'
import { engagementGlobalTypes, loadEngagement, withEngagement } from '../src/storybook/index.js'
import '../src/react/styles.css'
import './preview.css'
import { toDescription } from './toDescription.js'

const preview: Preview = {
  loaders: [loadEngagement],
  decorators: [withEngagement],
  tags: ['autodocs'],
  globalTypes: engagementGlobalTypes,
  parameters: {
    layout: 'centered',
    a11y: { test: 'error' },
    // Storybook itself would print the tags, and an example as HTML.
    docs: { extractComponentDescription: (component: unknown) => toDescription(extractComponentDescription(component)) },
    options: {
      storySort: { order: ['Welcome', 'Playground', 'EngagementButton', 'States', 'Recipes', 'ChatSessionStatus', '*', 'API reference'] },
    },
  },
}

export default preview
