import { HtmlRspackPlugin } from '@rspack/core'

const jsc = { parser: { syntax: 'typescript', tsx: true }, transform: { react: { runtime: 'automatic' } } }

export default {
  mode: 'production',
  entry: './src/main.tsx',
  resolve: { extensions: ['.tsx', '.ts', '.js'] },
  module: {
    rules: [
      { test: /\.tsx?$/, loader: 'builtin:swc-loader', options: { jsc } },
      { test: /\.css$/, type: 'css/auto' },
    ],
  },
  plugins: [new HtmlRspackPlugin()],
}
