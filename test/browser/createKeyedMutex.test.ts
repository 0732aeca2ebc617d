// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { createKeyedMutex } from '../../src/browser/createKeyedMutex.js'

/** Calls that a test settles one by one. */
function createCalls() {
  const started: string[] = []
  const answers = new Map<string, { resolve: (value: string) => void; reject: (error: Error) => void }>()
  const call = (name: string) => () =>
    new Promise<string>((resolve, reject) => {
      started.push(name)
      answers.set(name, { resolve, reject })
    })
  return {
    started,
    call,
    answer: (name: string) => answers.get(name)?.resolve(name),
    fail: (name: string) => answers.get(name)?.reject(new Error(name)),
  }
}

const settle = () => new Promise((resolve) => setTimeout(resolve))

describe('createKeyedMutex', () => {
  test('write · default: writes of one id run one after the other, in order', async () => {
    const { started, call, answer } = createCalls()
    const mutex = createKeyedMutex()
    const writes = [mutex.write(1, call('a')), mutex.write(1, call('b')), mutex.write(2, call('other'))]
    await settle()
    expect(started).toEqual(['a', 'other'])
    answer('a')
    await settle()
    expect(started).toEqual(['a', 'other', 'b'])
    answer('b')
    answer('other')
    await expect(Promise.all(writes)).resolves.toEqual(['a', 'b', 'other'])
  })

  test('write · behavior: the next write runs after one that fails', async () => {
    const { call, answer, fail } = createCalls()
    const mutex = createKeyedMutex()
    const a = mutex.write(1, call('a'))
    const b = mutex.write(1, call('b'))
    await settle()
    fail('a')
    await expect(a).rejects.toThrow('a')
    await settle()
    answer('b')
    await expect(b).resolves.toBe('b')
  })

  test('read · behavior: a read waits for the writes before it', async () => {
    const { started, call, answer } = createCalls()
    const mutex = createKeyedMutex()
    void mutex.write(1, call('a'))
    const read = mutex.read(1, call('read'), undefined)
    void mutex.write(1, call('b'))
    await settle()
    answer('a')
    await settle()
    expect(started).toEqual(['a', 'b'])
    answer('b')
    await settle()
    expect(started).toEqual(['a', 'b', 'read'])
    answer('read')
    await expect(read).resolves.toBe('read')
  })

  test.each(['before', 'after'])(
    'read · behavior: a read runs again after a write that overtook it (its answer came %s that of the write)',
    async (when) => {
      const { started, call, answer } = createCalls()
      const mutex = createKeyedMutex()
      const read = mutex.read(1, call('read'), undefined)
      await settle()
      void mutex.write(1, call('a'))
      await settle()
      for (const name of when === 'before' ? ['read', 'a'] : ['a', 'read']) {
        answer(name)
        await settle()
      }
      expect(started).toEqual(['read', 'a', 'read'])
      answer('read')
      await expect(read).resolves.toBe('read')
    },
  )

  test('read · behavior: a read does not wait for the writes of another id', async () => {
    const { started, call, answer } = createCalls()
    const mutex = createKeyedMutex()
    const read = mutex.read(1, call('read'), undefined)
    void mutex.write(2, call('a'))
    await settle()
    answer('read')
    await read
    expect(started).toEqual(['a', 'read'].sort())
  })

  test('read · behavior: an abort ends the wait of a read', async () => {
    const { call } = createCalls()
    const mutex = createKeyedMutex()
    const controller = new AbortController()
    void mutex.write(1, call('a'))
    const read = mutex.read(1, call('read'), controller.signal)
    controller.abort(new Error('enough'))
    await expect(read).rejects.toThrow('enough')
  })
})
