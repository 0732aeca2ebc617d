import type { StoreApi } from 'zustand/vanilla'
import type { EngagementClient } from '../client/engagementClient.js'
import { type ClientRecord, recordLimit } from './clientRecord.js'

/** Records the frames of a client's sockets by their types, and the number of open sockets. Wraps `open` of `core.messaging`. */
export function watchConversation({ core }: EngagementClient, { setState }: StoreApi<ClientRecord>): void {
  const { messaging } = core
  if (!messaging) return
  let count = 0
  const addSockets = (change: number) => setState(({ sockets }) => ({ sockets: sockets + change }))

  core.onFrame = ({ direction, type, code }) => {
    const frame = { id: count++, time: Date.now(), direction, type, code }
    setState(({ frames }) => ({ frames: [frame, ...frames].slice(0, recordLimit) }))
  }

  const open = messaging.open.bind(messaging)
  messaging.open = async (options) => {
    /** 1 while the socket is open. */
    let sockets = 0
    const end = () => {
      addSockets(-sockets)
      sockets = 0
    }
    const onClose = () => {
      end()
      options.onClose()
    }
    const socket = await open({ ...options, onClose })
    sockets = 1
    addSockets(1)
    const disconnect = socket.disconnect.bind(socket)
    socket.disconnect = () => {
      end()
      disconnect()
    }
    return socket
  }
}
