import { createServer } from 'node:http'
import { engineNames } from '../test/support/engines/engine.js'
import { startEngine } from '../test/support/engines/startEngine.js'
import { close, listen } from '../test/support/loopback.js'
import { measureTabs, tabsScript } from './engines/tabs.js'

// `node bench/run.mjs engineTabs [rounds] [engine]`
const [, , , rounds = '30', only] = process.argv

const page = `<title>Bench</title><link rel="icon" href="data:," /><script>${tabsScript}</script>`
const server = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(page))
const site = await listen(server)

for (const engine of engineNames.filter((name) => !only || name === only)) {
  const browser = await startEngine(engine)
  const rows = await measureTabs(browser, site, Number(rounds)).finally(browser.close)
  console.log([`| | ${browser.version} |`, '|---|--:|', ...Object.entries(rows).map((row) => `| ${row.join(' | ')} |`)].join('\n'))
}
await close(server)
