import type { Preview } from '@storybook/react-vite'
import { engagementGlobalTypes, loadEngagement, withEngagement } from '../src/storybook/index.js'
import '../src/react/styles.css'
import './preview.css'

const preview: Preview = {
  loaders: [loadEngagement],
  decorators: [withEngagement],
  tags: ['autodocs'],
  globalTypes: engagementGlobalTypes,
  parameters: {
    layout: 'centered',
    a11y: { test: 'error' },
    options: {
      storySort: { order: ['Welcome', 'Playground', 'EngagementButton', 'States', 'Recipes', 'ChatSessionStatus', '*', 'API reference'] },
    },
  },
}

export default preview
