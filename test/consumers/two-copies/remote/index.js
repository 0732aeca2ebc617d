import('./Shop.js')
