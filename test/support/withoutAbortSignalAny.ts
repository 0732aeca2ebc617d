// Browsers of early 2022 lack `AbortSignal.any`. ky decides while it is loaded whether the browser has it, so this file runs before the tests load ky.
Reflect.deleteProperty(AbortSignal, 'any')
