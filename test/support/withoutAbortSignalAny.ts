// Browsers of early 2022 lack `AbortSignal.any`. ky looks for it when it is imported. So this file runs before the tests import ky.
Reflect.deleteProperty(AbortSignal, 'any')
