import { browserTest } from '../support/browserTest.js'
import { startRecorder } from '../support/startRecorder.js'

const test = browserTest.extend('recorder', async ({ page: _, servers }) => {
  const recorder = await startRecorder()
  servers.push(recorder)
  return recorder
})

test('a page that sends requests until its test ends loses no server, and so prints nothing', async ({ page, open, recorder }) => {
  await open()
  await page.evaluate(async (origin) => {
    const repeat = (): Promise<void> => fetch(origin).then(repeat)
    await fetch(origin)
    for (let count = 0; count < 6; count++) void repeat()
  }, recorder.origin)
})
