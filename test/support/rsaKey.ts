import { generateKeyPairSync, type KeyObject } from 'node:crypto'

const xmlMembers = { Modulus: 'n', Exponent: 'e', P: 'p', Q: 'q', DP: 'dp', DQ: 'dq', InverseQ: 'qi', D: 'd' } as const

/** A new RSA key, in each form that SuperOffice and its tools issue. */
export function createRsaKey() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const toPem = (type: 'pkcs1' | 'pkcs8') => privateKey.export({ type, format: 'pem' }).toString()
  return { privateKey, publicKey, pkcs8: toPem('pkcs8'), pkcs1: toPem('pkcs1'), xml: toXml(privateKey) }
}

function toXml(key: KeyObject): string {
  const jsonWebKey = key.export({ format: 'jwk' })
  const members = Object.entries(xmlMembers).map(([tag, name]) => {
    const base64 = Buffer.from(String(jsonWebKey[name]), 'base64url').toString('base64')
    return `  <${tag}>${base64}</${tag}>`
  })
  return `<RSAKeyValue>\r\n${members.join('\r\n')}\r\n</RSAKeyValue>\r\n`
}
