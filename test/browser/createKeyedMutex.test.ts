// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { createKeyedMutex } from '../../src/browser/createKeyedMutex.js'

/** Calls that are answered one by one, when the test says so. */
function createCalls() {
  const started: string[] = []
  const answers = new Map<string, { resolve: (value: string) => void; reject: (error: Error) => void }>()
  const call = (name: string) => () =>
    new Promise<string>((resolve, reject) => {
      started.push(name)
      answers.set(name, { resolve, reject })
    })
  return {
    begun: started,
    call,
    answer: (name: string) => answers.get(name)?.resolve(name),
    fail: (name: string) => answers.get(name)?.reject(new Error(name)),
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve))

describe('createKeyedMutex', () => {
  test('change · default: one after the other, in order', async () => {
    const { begun, call, answer } = createCalls()
    const turns = createKeyedMutex()
    const changes = [turns.write(1, call('a')), turns.write(1, call('b')), turns.write(2, call('other'))]
    await settled()
    expect(begun).toEqual(['a', 'other'])
    answer('a')
    await settled()
    expect(begun).toEqual(['a', 'other', 'b'])
    answer('b')
    answer('other')
    await expect(Promise.all(changes)).resolves.toEqual(['a', 'b', 'other'])
  })

  test('change · behavior: a change that fails does not keep the next one from its turn', async () => {
    const { call, answer, fail } = createCalls()
    const turns = createKeyedMutex()
    const a = turns.write(1, call('a'))
    const b = turns.write(1, call('b'))
    await settled()
    fail('a')
    await expect(a).rejects.toThrow('a')
    await settled()
    answer('b')
    await expect(b).resolves.toBe('b')
  })

  test('read · behavior: it waits for the changes before it', async () => {
    const { begun, call, answer } = createCalls()
    const turns = createKeyedMutex()
    void turns.write(1, call('a'))
    const read = turns.read(1, call('read'), undefined)
    void turns.write(1, call('b'))
    await settled()
    answer('a')
    await settled()
    expect(begun).toEqual(['a', 'b'])
    answer('b')
    await settled()
    expect(begun).toEqual(['a', 'b', 'read'])
    answer('read')
    await expect(read).resolves.toBe('read')
  })

  test.each(['before the change is answered', 'after the change was answered'])(
    'read · behavior: an answer that a change overtook is dropped, coming %s',
    async (when) => {
      const { begun, call, answer } = createCalls()
      const turns = createKeyedMutex()
      const read = turns.read(1, call('read'), undefined)
      await settled()
      void turns.write(1, call('a'))
      await settled()
      for (const name of when.startsWith('before') ? ['read', 'a'] : ['a', 'read']) {
        answer(name)
        await settled()
      }
      expect(begun).toEqual(['read', 'a', 'read'])
      answer('read')
      await expect(read).resolves.toBe('read')
    },
  )

  test('read · behavior: changes of another thing do not matter', async () => {
    const { begun, call, answer } = createCalls()
    const turns = createKeyedMutex()
    const read = turns.read(1, call('read'), undefined)
    void turns.write(2, call('a'))
    await settled()
    answer('read')
    await read
    expect(begun).toEqual(['a', 'read'].sort())
  })

  test('read · behavior: an abort ends the wait', async () => {
    const { call } = createCalls()
    const turns = createKeyedMutex()
    const controller = new AbortController()
    void turns.write(1, call('a'))
    const read = turns.read(1, call('read'), controller.signal)
    controller.abort(new Error('enough'))
    await expect(read).rejects.toThrow('enough')
  })
})
