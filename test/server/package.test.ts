import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Rollup } from 'vite'
import { beforeAll, describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const outDir = join(root, '.cache/dist')

describe('the package', () => {
  let files: string[]
  const text = (file: string) => readFileSync(join(outDir, file), 'utf8')

  /** Bundles the built package in the same way as an app. */
  async function bundle(mode: 'development' | 'production'): Promise<string> {
    const { output } = (await build({
      configFile: false,
      logLevel: 'error',
      define: { 'process.env.NODE_ENV': JSON.stringify(mode) },
      build: {
        write: false,
        rolldownOptions: {
          input: ['index.js', 'conversation/index.js', 'preload/index.js'].map((file) => join(outDir, file)),
          preserveEntrySignatures: 'strict',
          external: [/^react/, /^@tanstack\//, /^zustand/, 'ky'],
          // The bundler warns that a bundle ignores 'use client'.
          onLog: () => {},
        },
      },
    })) as Rollup.RollupOutput
    return output.map((file) => (file.type === 'chunk' ? file.code : '')).join('\n')
  }

  beforeAll(async () => {
    await build({ root, mode: 'production', logLevel: 'error', build: { outDir, emptyOutDir: true } })
    files = readdirSync(outDir, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'))
  })

  test("the package has 'use client' in its React files, and in no others", () => {
    const marked = files.filter((file) => file.endsWith('.js') && text(file).startsWith('"use client"'))
    expect(marked.length).toBeGreaterThan(0)
    const isMarked = (file: string) =>
      ['ts', 'tsx'].some((ending) => {
        const source = join(root, 'src', file.replace(/js$/, ending))
        return existsSync(source) && readFileSync(source, 'utf8').startsWith("'use client'")
      })
    expect(marked.sort()).toEqual(files.filter((file) => file.endsWith('.js') && isMarked(file)).sort())
  })

  test('the bundler decides whether the package runs in development', () => {
    expect(text('errors.js')).toContain('process.env.NODE_ENV')
  })

  test('the package has each development message as a text that production bundles drop', async () => {
    const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => /(?<!^dev)\.tsx?$/.test(file))
    // The pattern matches the text of each message up to its first expression.
    const messages = sources
      .flatMap((file) => [...readFileSync(join(root, 'src', file), 'utf8').matchAll(/\bdev`([^`$\\]+)/g)])
      .map(([, message = '']) => message)
    expect(messages.length).toBeGreaterThan(25)
    const [development, production] = await Promise.all([bundle('development'), bundle('production')])
    expect(messages.filter((message) => !development.includes(message))).toEqual([])
    expect(messages.filter((message) => production.includes(message))).toEqual([])
  })

  test('the package has its stylesheet in a layer, and the same rules without a layer', () => {
    expect(files.filter((file) => file.endsWith('.css')).sort()).toEqual(['styles.css', 'styles.unlayered.css'])
    const [before, layered] = text('styles.css').split(/@layer components\.react-engagement\{/)
    expect(before).toBe('@layer base,components;')
    expect(text('styles.unlayered.css')).not.toContain('@layer')
    expect(layered?.trim().replace(/\}$/, '')).toBe(text('styles.unlayered.css').trim())
  })

  test("the build does not rewrite the devtools' light-dark()", () => {
    expect(text('devtools/toggleStyles.js')).toContain('light-dark(#fff,')
  })

  test('the package has the inline script minified, and the preload entry imports no React and no TanStack Query', () => {
    expect(text('preload/inlineScript.script.js')).toMatch(/^\/\/.*\n?.*text = "\(function\(\)\{/s)
    const script = `import { preloadScript } from './preload/index.js'
      import { appEngagement } from './liveperson/appEngagement.js'
      const { text } = await preloadScript({ accountId: '12345678', service: appEngagement({ domain: 'lo.example' }) })
      new Function(text)
      console.log(text.includes('inlineScriptSettings'))`
    const said = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: outDir, encoding: 'utf8' })
    expect(said.trim()).toBe('false')
    expect(
      files.filter((file) => file.startsWith('preload/') && /react/.test(text(file).replaceAll(/react-engagement|reactEngagement/g, ''))),
    ).toEqual([])
  })

  test('each entry exports exactly these names', () => {
    const names = (entry: string) =>
      execFileSync(
        process.execPath,
        ['--input-type=module', '--eval', `import * as all from './${entry}'; console.log(Object.keys(all).join(' '))`],
        { cwd: outDir, encoding: 'utf8' },
      )
        .trim()
        .split(' ')
        .sort()
    expect(names('testing/index.js')).toEqual(['createSimulator'])
    expect(names('conversation/index.js')).toEqual([
      'ChatWindow',
      'liveMessaging',
      'openConversation',
      'resumeConversation',
      'useConversation',
    ])
    expect(names('devtools/index.js')).toEqual(['EngagementDevtools'])
    expect(names('preload/index.js')).toEqual(['preloadScript'])
    expect(names('storybook/index.js')).toEqual(['engagementGlobalTypes', 'loadEngagement', 'useSimulator', 'withEngagement'])
    expect(names('index.js')).toEqual([
      'AccountLoadingError',
      'ChatSessionStatus',
      'ConfigurationError',
      'ConflictError',
      'EngagementButton',
      'EngagementError',
      'EngagementProvider',
      'NetworkError',
      'ResponseError',
      'ServiceError',
      'SessionLostError',
      'TimeoutError',
      'acceptChatSessionTransfer',
      'appEngagement',
      'chatSessionQueryKey',
      'chatSessionQueryOptions',
      'createChatSession',
      'createEngagementClient',
      'engagementQueryKey',
      'engagementQueryOptions',
      'getChatSession',
      'getEngagement',
      'isAgentTyping',
      'monitoring',
      'pickUpChatSession',
      'preloadEngagement',
      'rejectChatSessionTransfer',
      'replaceChatSession',
      'reportImpression',
      'resetChatSession',
      'superOffice',
      'toChatSessionDate',
      'toChatSessionPhase',
      'transferChatSession',
      'updateChatSession',
      'updateSession',
      'updateSessionMutationOptions',
      'useChatSession',
      'useEngagement',
      'useEngagementButton',
      'useEngagementClient',
      'useEngagementSession',
      'useSuspenseEngagement',
      'useUpdateSession',
    ])
  })
})
