import type { Preview } from '@storybook/react-vite'
import { loadScene, withSimulator } from '../stories/support/withSimulator.js'
import '../src/styles.css'
import './preview.css'

const preview: Preview = {
  loaders: [loadScene],
  decorators: [withSimulator],
  tags: ['autodocs'],
  parameters: {
    layout: 'centered',
    a11y: { test: 'error' },
    options: { storySort: { order: ['Welcome', 'EngagementButton', '*'] } },
  },
}

export default preview
