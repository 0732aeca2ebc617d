// The server's requests to the services go to the test's service on loopback. The files of the recipe stay as they are.
const { fetch } = globalThis
const { UPSTREAM } = process.env

globalThis.fetch = (input, init) => {
  const { pathname, search, hostname } = new URL(input.url ?? input)
  const isService = ['api.liveperson.net', 'lo.msdkgw.example', 'lo.smt.example'].includes(hostname)
  return fetch(isService ? UPSTREAM + pathname + search : input, init)
}
