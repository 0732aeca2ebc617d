import { createVisitor, type Visitor } from '../../support/messagingVisitor.js'

declare global {
  var visitor: Visitor
}

const options = new URLSearchParams(location.search).get('options') ?? ''

globalThis.visitor = createVisitor(JSON.parse(options), WebSocket)
