import { join } from 'node:path'
import webpack from 'webpack'

const always = ['react', 'react-dom']
const names = process.env.SHARED ? [...always, '@tanstack/react-query', 'react-engagement'] : always
const shared = Object.fromEntries(names.map((name) => [name, { singleton: true }]))

const toConfig = (name, federation) => ({
  name,
  mode: 'development',
  devtool: false,
  entry: `./${name}/index.js`,
  output: { path: join(import.meta.dirname, 'dist', name), publicPath: `/${name}/`, uniqueName: name },
  plugins: [new webpack.container.ModuleFederationPlugin({ name, shared, ...federation })],
})

export default [
  toConfig('host', { remotes: { remote: 'remote@/remote/remoteEntry.js' } }),
  toConfig('remote', { filename: 'remoteEntry.js', exposes: { './Shop': './remote/Shop.js' } }),
]
