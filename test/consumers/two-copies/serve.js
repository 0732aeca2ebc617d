import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'

const page = '<!doctype html><title>Host</title><link rel="icon" href="data:," /><div id="root"></div><script src="/host/main.js"></script>'

createServer(({ url }, response) => {
  const { pathname } = new URL(url, 'http://site')
  const isPage = pathname === '/'
  response.setHeader('content-type', isPage ? 'text/html' : 'text/javascript')
  response.end(isPage ? page : readFileSync(join(import.meta.dirname, 'dist', pathname)))
}).listen(process.env.PORT, '127.0.0.1')
