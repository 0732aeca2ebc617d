// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { ServiceError } from '../../src/errors.js'

describe('ServiceError', () => {
  test.each([
    [400, /would refuse it again/],
    [408, /did not arrive in time\. .*try again/],
    [425, /so early\. Try again/],
    [429, /too many requests\. .*try again later/],
    [500, /Try again later/],
  ])('behavior: the error of a %i says whether another attempt can help', (status, text) => {
    const { message } = new ServiceError({ status, internalCode: undefined, time: undefined, serviceMessage: undefined })
    expect(message).toMatch(text)
    expect(/refuse it again|Check the account/.test(message)).toBe(status === 400)
  })
})
