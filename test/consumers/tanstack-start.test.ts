import { readSamples } from '../support/readSamples.js'
import { testColdPage, testPrefetchedPage, testRecipe, testRouteChange } from '../support/recipe.js'
import { testRelay } from '../support/relayMount.js'

const client = readSamples('docs/recipes.md').find(({ path }) => path === 'app/engagement.ts')

testRecipe({ fixture: 'tanstack-start', chapter: 'TanStack Start', copies: { 'src/engagement.ts': client?.code ?? '' } }, (site) => {
  testColdPage(site)
  testPrefetchedPage(site)
  testRouteChange(site)
  testRelay(site, '/mount')
})
