import { ChatSessionStatus, useChatSession } from '../../../src/index.js'

/** An agent's panel beside a chat. */
export function ChatPanel() {
  const { data, error, update, pickUp, isUpdating, updateError } = useChatSession({ id: 1, refetchInterval: false })
  return (
    <section aria-busy={isUpdating}>
      <ChatSessionStatus session={data} />
      <output>{JSON.stringify(data)}</output>
      <p>{(updateError ?? error)?.name}</p>
      <button type="button" onClick={() => update({ CustomerName: 'Ada L.' })}>
        Rename
      </button>
      <button type="button" onClick={() => pickUp()}>
        Pick up
      </button>
    </section>
  )
}
