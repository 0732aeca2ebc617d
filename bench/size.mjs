// Measures the bytes of each import in a production build of Vite: minified, gzip level 9, without dependencies. Needs `npm run build`.
// An import above its ceiling fails, because the ceilings guard against accidents. A change that needs more bytes raises a ceiling, and gives its
// reason in the changelog.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

const dist = join(dirname(fileURLToPath(import.meta.url)), '../dist')
const ui =
  'useEngagement, useUpdateSession, useEngagementSession, useEngagementButton, useEngagementClient, EngagementProvider, EngagementButton'

const button = `{ createEngagementClient, appEngagement, ${ui} }`

/** A page with a conversation has the client and the button anyway. The rows of the conversation measure the bytes beside them. */
const conversation = { file: 'conversation/index.js', beside: { names: button } }

const outside = [/^react($|\/)/, /^@tanstack\//, /^zustand/, /^ky$/]

/** A page with devtools has the client anyway. The panel is loaded when it is opened. */
const devtoolsOutside = [/^react/, /^@tanstack\//, /^zustand/, /^\.\.\//]
const panelOutside = [...devtoolsOutside, /\/(getClientRecord|nameQuestions|adoptStyles)\.js$/]

const rows = [
  { name: 'client + appEngagement + getEngagement', names: '{ createEngagementClient, appEngagement, getEngagement }', ceiling: 10_000 },
  { name: 'client + appEngagement + hooks + button', names: button, ceiling: 22_200 },
  { name: 'client + monitoring + hooks + button', names: `{ createEngagementClient, monitoring, ${ui} }`, ceiling: 22_400 },
  { name: 'useEngagement alone', names: '{ useEngagement }', ceiling: 4000 },
  {
    name: 'chat sessions alone',
    names: '{ createEngagementClient, superOffice, EngagementProvider, useChatSession, ChatSessionStatus }',
    ceiling: 14_300,
  },
  { name: 'all of .', names: '*', ceiling: 29_200 },
  { name: 'the button with everything that it brings', names: button, ceiling: 36_200, external: [/^react($|\/)/] },
  {
    name: 'conversation, headless',
    names: '{ liveMessaging, openConversation, resumeConversation, useConversation }',
    ceiling: 13_300,
    ...conversation,
  },
  { name: 'conversation, with the window', names: '*', ceiling: 21_000, ...conversation },
  { name: 'devtools, closed', ceiling: 5400, file: 'devtools/index.js', external: devtoolsOutside },
  { name: 'devtools, panel', ceiling: 5400, file: 'devtools/Panel.js', external: panelOutside },
  // Compression gains nothing on labels, because nothing in them repeats.
  ...['ar', 'de', 'es', 'fr', 'ja'].map((tag) => ({ name: `locales/${tag}`, ceiling: 950, file: `locales/${tag}.js` })),
]

/** @param beside Another import of the same bundle, whose bytes do not count. */
async function measure({ names = '*', file = 'index.js', external = outside, beside }) {
  const source = ({ names = '*', file = 'index.js' }) => `export ${names} from ${JSON.stringify(join(dist, file))}`
  const sources = [source({ names, file }), ...(beside ? [source(beside)] : [])]
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'virtual:entry' ? id : undefined),
        load: (id) => (id === 'virtual:entry' ? sources.join('\n') : undefined),
      },
    ],
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: {
        input: 'virtual:entry',
        preserveEntrySignatures: 'strict',
        external,
        // The bundler warns that a bundle of one file ignores 'use client'.
        onLog: (level, log, handle) => log.code === 'MODULE_LEVEL_DIRECTIVE' || handle(level, log),
      },
    },
  })
  const chunks = result.output.filter(({ type }) => type === 'chunk')
  const loaded = chunks.filter(({ fileName, isEntry }) => isEntry || chunks[0].imports.includes(fileName))
  const bytes = loaded.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0)
  const code = loaded.map(({ code }) => code).join()
  const modules = loaded.flatMap(({ moduleIds }) => moduleIds)
  return { bytes: beside ? bytes - (await measure(beside)).bytes : bytes, code, modules }
}

function report(name, bytes, ceiling) {
  const isOver = bytes > ceiling
  if (isOver) process.exitCode = 1
  console.log(`${isOver ? 'OVER ' : '     '}${String(bytes).padStart(6)} bytes, ceiling ${String(ceiling).padStart(6)}  ${name}`)
}

/** A text that occurs only in the other services. */
const foreign = { appEngagement: 'interaction', monitoring: 'visitors', superOffice: 'impDisplay', useEngagement: 'ChatSession' }

for (const row of rows) {
  const { bytes, code, modules } = await measure(row)
  report(row.name, bytes, row.ceiling)
  // A bundle contains a part of the conversation only if the bundle imports that part.
  const strays = row.beside ? [] : modules.filter((id) => /\/dist\/(conversation|messaging)\//.test(id))
  if (strays.length > 0) {
    process.exitCode = 1
    console.log(`OVER   ${row.name}: holds ${strays.join(', ')}`)
  }
  // The bundle of one service must not contain another service.
  for (const [service, word] of Object.entries(foreign)) {
    if (!row.names?.includes(service) || !code.includes(word)) continue
    process.exitCode = 1
    console.log(`OVER   ${row.name}: holds "${word}", which is not ${service}'s`)
  }
}

// The inline script is longest for a question of one section.
const { appEngagement } = await import(join(dist, 'index.js'))
const { preloadScript } = await import(join(dist, 'preload/index.js'))
const service = appEngagement({ domain: 'lo.msdkgw.liveperson.net' })
const { text } = await preloadScript({ accountId: '12345678', service, question: { consumerSections: ['Support'] }, reuse: true })
report("preload: the head's script", gzipSync(text, { level: 9 }).length, 1300)

for (const name of ['styles.css', 'styles.unlayered.css']) {
  report(name, gzipSync(readFileSync(join(dist, name)), { level: 9 }).length, 3100)
}
