import { join } from 'node:path'
import { measureImport, toVersioned } from '../bytes.js'
import { toTable } from './figures.js'

const source = (path: string) => JSON.stringify(join(import.meta.dirname, '../../src', path))

const client = `export { appEngagement, createEngagementClient, EngagementButton, EngagementProvider } from ${source('index.ts')}`
const ours = (names: string) => `${client}; export { ${names} } from ${source('conversation/index.ts')}`
const stream =
  "export { StreamChat } from 'stream-chat'; export { Channel, Chat, MessageComposer, VirtualizedMessageList, Window } from 'stream-chat-react'"
const assistant =
  "export { AssistantRuntimeProvider, ComposerPrimitive, MessagePrimitive, ThreadPrimitive, useExternalStoreRuntime } from '@assistant-ui/react'"

const imports = {
  'react-engagement, provider and button': client,
  'the same, with `useConversation`': ours('liveMessaging, openConversation, resumeConversation, useConversation'),
  'the same, with `ChatWindow`': ours('liveMessaging, ChatWindow'),
  'stream-chat-react': stream,
  '@assistant-ui/react': assistant,
}

/** Measures the bytes of each import. */
export async function tabulateBytes(): Promise<string> {
  const rows: [string, string][] = []
  for (const [name, code] of Object.entries(imports)) rows.push([toVersioned(name), (await measureImport(code)).toLocaleString('en')])
  return toTable(['import', 'bytes'], rows)
}
