// Reports the public names and types of each entry that `npm run build` made. `npm run api` writes the reports again. `npm run check` fails if a
// report has changed.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor'

const root = join(import.meta.dirname, '..')
const reportFolder = join(root, 'docs/api')
const localBuild = process.argv.includes('--write')

const entries = {
  'react-engagement': 'index',
  conversation: 'conversation/index',
  preload: 'preload/index',
  server: 'server/index',
  testing: 'testing/index',
  storybook: 'storybook/index',
  devtools: 'devtools/index',
}

for (const [name, entry] of Object.entries(entries)) {
  const reportTempFolder = join(root, '.cache/api')
  mkdirSync(reportTempFolder, { recursive: true })
  const extractorConfig = ExtractorConfig.prepare({
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: join(root, `dist/${entry}.d.ts`),
      compiler: { tsconfigFilePath: join(root, 'src/tsconfig.json') },
      apiReport: { enabled: true, reportFileName: name, reportFolder, reportTempFolder },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        extractorMessageReporting: { default: { logLevel: 'none' } },
        tsdocMessageReporting: { default: { logLevel: 'none' } },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(root, 'package.json'),
  })
  const { succeeded, apiReportChanged } = Extractor.invoke(extractorConfig, {
    localBuild,
    messageCallback: (message) => (message.handled = message.logLevel !== 'error'),
  })
  if (succeeded && (!apiReportChanged || localBuild)) continue
  console.error(`The public names or types of ${name} have changed. If they are meant to, run "npm run api", and look at what it wrote.`)
  process.exitCode = 1
}
