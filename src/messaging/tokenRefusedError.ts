import { dev } from '../dev.js'
import { NetworkError } from '../errors.js'

/** The service refuses the token of a socket, or the token has expired. A socket with a new token may work. */
export class TokenRefusedError extends NetworkError {
  constructor() {
    super(dev`The service refuses the token of this socket. Check the connector, and that the account allows its kind of visitor.`)
  }
}
