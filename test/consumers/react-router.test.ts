import { testFramework, testLoad } from '../support/framework.js'

testFramework(
  'react-router',
  {
    bundles: 'build/client',
    asked: '/app/fixture/engagement?v=1.1&vid=ada&obh=true',
    told: '/app/fixture/report?v=1.1&vid=ada&sid=',
  },
  testLoad,
)
