import { testColdPage, testPrefetchedPage, testRecipe } from '../support/recipe.js'

testRecipe({ fixture: 'next-recipe', chapter: 'Next, App Router' }, (site) => {
  testColdPage(site)
  testPrefetchedPage(site)
})
