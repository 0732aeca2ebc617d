import { vi } from 'vitest'

type FakeRequest = { result?: unknown; error?: unknown; onsuccess?: () => void; onerror?: () => void }

type Connection = { isClosed: boolean; onclose?: () => void; close: () => void }

/**
 * Installs the part of IndexedDB that the library uses, in memory. While it `isHanging`, no request gets a result. It refers to each open connection, as
 * a browser does.
 */
export function installIndexedDb() {
  const values = new Map<unknown, unknown>()
  const connections = new Set<Connection>()
  const state = { isHanging: false, opens: 0 }
  const succeed = (request: FakeRequest, result: unknown) => {
    if (!state.isHanging) queueMicrotask(() => request.onsuccess?.())
    return Object.assign(request, { result })
  }
  const store = {
    getAllKeys: () => succeed({}, [...values.keys()]),
    get: (name: unknown) => succeed({}, values.get(name)),
    put: (value: unknown, name: unknown) => succeed({}, values.set(name, value)),
    delete: (name: unknown) => succeed({}, values.delete(name)),
  }
  const open = () => {
    state.opens++
    const connection = {
      isClosed: false,
      close() {
        connection.isClosed = true
        connections.delete(connection)
      },
      transaction() {
        if (connection.isClosed) throw new DOMException('The database connection is closing.', 'InvalidStateError')
        return { objectStore: () => store, commit() {} }
      },
    }
    connections.add(connection)
    return succeed({}, connection)
  }
  vi.stubGlobal('indexedDB', { open })
  /** Closes the connections as "clear site data" does. */
  const closeAll = (isEventSent: boolean) => {
    values.clear()
    for (const connection of connections) {
      connection.close()
      if (isEventSent) connection.onclose?.()
    }
  }
  return { values, state, connections, closeAll }
}
