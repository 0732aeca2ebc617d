import { ConfigurationError } from '../errors.js'

/** The algorithm of SuperOffice's signatures: RSA with SHA-256. */
const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

/** The members of an RSA key in XML, with their names in a JSON Web Key. */
const xmlMembers = { Modulus: 'n', Exponent: 'e', D: 'd', P: 'p', Q: 'q', DP: 'dp', DQ: 'dq', InverseQ: 'qi' }

/** The start of a PKCS#8 key: version 0, and the algorithm `rsaEncryption`. */
const pkcs8Start = [0x02, 0x01, 0x00, 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00]

const advice =
  'Give the RSA key as SuperOffice issued it (`<RSAKeyValue>…`), or as an unencrypted PEM text (`-----BEGIN PRIVATE KEY-----` or `-----BEGIN RSA PRIVATE KEY-----`).'

/**
 * Reads the form of a private key: PEM with PKCS#8 or PKCS#1, or the XML that SuperOffice issues. Line breaks may be the two characters `\n`, as they are
 * in environment variables.
 * @returns a function that imports the key for signatures. It rejects with a ConfigurationError if the key is damaged.
 * @throws ConfigurationError for any other form, without any part of the key
 */
export function importPrivateKey(text: string): () => Promise<CryptoKey> {
  const importKey = toImport(text.replace(/\\[rn]/g, '\n').trim())
  return () =>
    importKey().catch(() => {
      throw new ConfigurationError(`\`privateKey\` is damaged or no RSA key. ${advice}`)
    })
}

function toImport(text: string): () => Promise<CryptoKey> {
  const [, label, content = ''] = /^-----BEGIN ([A-Z ]+)-----([A-Za-z\d+/=\s]+)-----END \1-----$/.exec(text) ?? []
  if (label === 'PRIVATE KEY') return async () => importPkcs8(toBytes(content))
  if (label === 'RSA PRIVATE KEY') return async () => importPkcs8(toPkcs8(toBytes(content)))
  const jsonWebKey = toJsonWebKey(text)
  if (jsonWebKey) return async () => crypto.subtle.importKey('jwk', jsonWebKey, algorithm, false, ['sign'])
  const reason = /ENCRYPTED/.test(text) ? 'is encrypted. Decrypt it by `openssl pkcs8 -topk8 -nocrypt`' : 'has a form that cannot be read'
  throw new ConfigurationError(`\`privateKey\` ${reason}. ${advice}`)
}

const importPkcs8 = (data: Uint8Array<ArrayBuffer>) => crypto.subtle.importKey('pkcs8', data, algorithm, false, ['sign'])

const toBytes = (base64: string) => Uint8Array.from(atob(base64.replace(/\s/g, '')), (character) => character.charCodeAt(0))

/** A PKCS#8 key is a PKCS#1 key in an envelope that names the algorithm. */
function toPkcs8(pkcs1: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(toDer(0x30, [...pkcs8Start, ...toDer(0x04, [...pkcs1])]))
}

/** Encodes a value whose length needs two bytes, as that of each RSA key does. */
function toDer(tag: number, content: number[]): number[] {
  return [tag, 0x82, content.length >> 8, content.length & 0xff, ...content]
}

/** Converts the XML form of a key. Returns undefined if a member is missing, as all secret ones are in a public key. */
function toJsonWebKey(xml: string): JsonWebKey | undefined {
  const members = Object.entries(xmlMembers).map(([tag, name]) => {
    const [, base64 = ''] = new RegExp(`<${tag}>([A-Za-z\\d+/=\\s]+)</${tag}>`).exec(xml) ?? []
    return [name, base64.replace(/\s|=/g, '').replaceAll('+', '-').replaceAll('/', '_')]
  })
  return members.every(([, value]) => value) ? { kty: 'RSA', ...Object.fromEntries(members) } : undefined
}
