import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname } from 'node:path'

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

createServer(async ({ url }, response) => {
  const { pathname } = new URL(url, 'http://site')
  const path = pathname === '/' ? '/index.html' : pathname
  try {
    response.setHeader('content-type', types[extname(path)] ?? 'text/plain').end(await readFile(`dist${path}`))
  } catch {
    response.writeHead(204).end()
  }
}).listen(process.env.PORT, '127.0.0.1')
