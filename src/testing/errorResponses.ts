/** A refusal that a handler of LivePerson's throws. */
export class ErrorResponse extends Error {
  constructor(
    readonly status: number,
    readonly internalCode: number,
    message: string,
  ) {
    super(message)
  }
}

export function refuse(status: number, internalCode: number, message: string): never {
  throw new ErrorResponse(status, internalCode, message)
}

/** Returns LivePerson's error entity. */
export function toErrorEntity(internalCode: number, message: string) {
  return { time: Date.now(), message, internalCode }
}

/** A refusal of SuperOffice. Without a type, it is an error of model binding, which reads the request first. */
export class RestErrorResponse extends Error {
  constructor(
    readonly status: number,
    readonly type: string | undefined,
    message: string,
  ) {
    super(message)
  }
}

export function refuseMethod(): never {
  throw new RestErrorResponse(405, undefined, 'The requested resource does not support this http method.')
}

/** Returns SuperOffice's error entity: the REST error, or the error of model binding. */
export function toRestError({ type, message }: Pick<RestErrorResponse, 'type' | 'message'>) {
  return type
    ? { Error: true, ErrorType: type, ErrorMessage: message, ErrorSource: 'Simulator' }
    : { Message: message, MessageDetail: message }
}
