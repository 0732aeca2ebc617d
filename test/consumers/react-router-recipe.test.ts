import { testPrefetchedPage, testRecipe } from '../support/recipe.js'

testRecipe({ fixture: 'react-router-recipe', chapter: 'React Router, framework mode' }, testPrefetchedPage)
