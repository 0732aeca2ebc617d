import { Chat } from './Chat'

export default async function Page({ searchParams }: { searchParams: Promise<{ service?: string; open?: string }> }) {
  const { service = '', open } = await searchParams
  return <Chat service={service} defaultOpen={open !== undefined} />
}
