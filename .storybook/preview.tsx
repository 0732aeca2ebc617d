import type { Preview } from '@storybook/react-vite'
import { loadScene, withSimulator } from '../stories/support/withSimulator.js'
import '../src/styles.css'
import './preview.css'

const preview: Preview = {
  loaders: [loadScene],
  decorators: [withSimulator],
  tags: ['autodocs'],
  globalTypes: {
    service: {
      description: 'The service that the stories ask',
      toolbar: {
        title: 'Service',
        icon: 'globe',
        dynamicTitle: true,
        items: [
          { value: 'appEngagement', title: 'App Engagement' },
          { value: 'monitoring', title: 'Monitoring' },
        ],
      },
    },
  },
  initialGlobals: { service: 'appEngagement' },
  parameters: {
    layout: 'centered',
    a11y: { test: 'error' },
    options: { storySort: { order: ['Welcome', 'EngagementButton', '*'] } },
  },
}

export default preview
