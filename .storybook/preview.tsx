import type { Preview } from '@storybook/react-vite'
import { lazy, Suspense } from 'react'
import { configureActions } from 'storybook/actions'
import { configure } from 'storybook/test'
import { themes } from 'storybook/theming'
import { engagementGlobalTypes, loadEngagement, withEngagement } from '../src/storybook/index.js'
import '../src/react/styles.css'
import './preview.css'
import { addReference } from './addReference.js'
import { showComponents } from './showComponents.js'

// An event refers to its window. A deeper reader of actions would print a warning, because it reads old members of Storybook there.
configureActions({ depth: -2 })

// A play may run on a busy machine, where one second, the default, is too short.
configure({ asyncUtilTimeout: 10_000 })

const DocsPage = lazy(() => import('./DocsPage.js'))

const preview: Preview = {
  loaders: [loadEngagement],
  decorators: [withEngagement],
  tags: ['autodocs'],
  globalTypes: engagementGlobalTypes,
  argTypesEnhancers: [addReference],
  parameters: {
    layout: 'centered',
    a11y: { test: 'error' },
    docs: {
      theme: themes.normal,
      source: { transform: showComponents },
      page: () => (
        <Suspense>
          <DocsPage />
        </Suspense>
      ),
    },
    options: {
      storySort: { order: ['Welcome', 'Playground', 'EngagementButton', 'States', 'Recipes', 'ChatSessionStatus', '*', 'API reference'] },
    },
  },
}

export default preview
