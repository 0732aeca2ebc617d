// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { toConversationDetails } from '../../src/messaging/toConversationDetails.js'

type Fields = Record<string, unknown>

const read = (result: unknown, type: unknown = 'UPSERT') =>
  toConversationDetails({ type, result }, { visitorId: 'visitor', toLocalTime: (time) => time + 5 })

const details = (conversationDetails: Fields, result: Fields = {}) => read({ convId: 'c1', ...result, conversationDetails })

const main = { dialogId: 'd1', dialogType: 'MAIN', channelType: 'MESSAGING', state: 'OPEN' }
const survey = { dialogId: 's1', dialogType: 'POST_SURVEY', channelType: 'MESSAGING', state: 'OPEN' }
const mainDialog = { id: 'd1', type: 'main', isOpen: true }
const surveyDialog = { id: 's1', type: 'survey', isOpen: true }

describe('the state of a conversation', () => {
  test.each<[name: string, fields: Fields, isOpen: boolean]>([
    ['stage OPEN', { stage: 'OPEN', state: 'CLOSE' }, true],
    ['stage CLOSE', { stage: 'CLOSE', state: 'OPEN' }, false],
    ['state OPEN alone', { state: 'OPEN' }, true],
    ['state CLOSE alone', { state: 'CLOSE' }, false],
    ['state close', { state: 'close' }, false],
    ['state LOCKED', { state: 'LOCKED' }, true],
    ['no state', {}, true],
    ['a state of another type', { stage: 7 }, true],
  ])('default: %s', (_name, fields, isOpen) => {
    expect(details(fields)).toMatchObject({ id: 'c1', isOpen })
  })

  test.each([
    ['no id', { conversationDetails: {} }],
    ['an id of another type', { convId: {} }],
    ['no result', undefined],
    ['a list', []],
  ])('behavior: %s is no conversation', (_name, result) => {
    expect(read(result)).toBeUndefined()
  })

  test('behavior: a deleted conversation is over, with its dialogs', () => {
    expect(read({ convId: 'c1', conversationDetails: { stage: 'OPEN', dialogs: [main] } }, 'DELETE')).toMatchObject({
      isOpen: false,
      dialogs: [{ ...mainDialog, isOpen: false }],
      updatedAt: Number.MAX_SAFE_INTEGER,
    })
    expect(read({ convId: 'c1' }, 'DELETE')).toMatchObject({ isOpen: false })
  })

  test.each([
    [{ metaDataLastUpdateTs: 3 }, { lastUpdateTime: 9 }, 3],
    [{ metaDataLastUpdateTs: '3' }, {}, 3],
    [{}, { lastUpdateTime: 9 }, 9],
    [{}, {}, 0],
  ])('behavior: the time of %j and %j is %i', (fields, result, updatedAt) => {
    expect(details(fields, result)).toMatchObject({ updatedAt })
  })
})

describe('the dialogs', () => {
  const fallback = { id: 'c1', type: 'main', isOpen: true }
  test.each<[name: string, fields: Fields, dialogs: unknown[]]>([
    ['a list', { dialogs: [main, survey] }, [mainDialog, surveyDialog]],
    ['a bare dialog', { dialogs: main }, [mainDialog]],
    ['types in lower case', { dialogs: [{ ...main, dialogType: 'main', channelType: 'messaging', state: 'open' }] }, [mainDialog]],
    ['a closed dialog', { dialogs: [{ ...main, state: 'CLOSE' }, survey] }, [{ ...mainDialog, isOpen: false }, surveyDialog]],
    [
      'the state of the conversation',
      { state: 'CLOSE', stage: 'OPEN', dialogs: [{ ...main, state: undefined }] },
      [{ ...mainDialog, isOpen: false }],
    ],
    [
      'an invitation to a call',
      { dialogs: [main, { ...main, dialogId: 'x', dialogType: 'OTHER', channelType: 'COBROWSE' }] },
      [mainDialog],
    ],
    ['a call in the main dialog', { dialogs: [main, { ...main, dialogId: 'x', channelType: 'COBROWSE' }] }, [mainDialog]],
    ['another dialog', { dialogs: [main, { ...main, dialogId: 'x', dialogType: 'other' }] }, [mainDialog]],
    ['no dialogs', {}, [fallback]],
    ['no main dialog', { dialogs: [survey] }, [fallback, surveyDialog]],
    ['the conversation as its dialog', { dialogs: [{ dialogId: 'c1', state: 'OPEN' }] }, [fallback]],
    ['no type', { dialogs: [{ dialogId: 'x' }] }, [fallback]],
    ['other types', { dialogs: [null, 1, 'a', [], { dialogId: {} }] }, [fallback]],
    ['dialogs of a closed conversation', { stage: 'CLOSE', dialogs: [main] }, [{ ...mainDialog, isOpen: false }]],
  ])('default: %s', (_name, fields, dialogs) => {
    expect(details(fields)).toMatchObject({ dialogs })
  })
})

describe('the agents', () => {
  const agents = [
    { id: 'a1', role: 'agent' },
    { id: 'b1', role: 'bot' },
  ]
  test.each<[name: string, fields: Fields, agents: unknown[]]>([
    [
      'a list with roles',
      {
        participants: [
          { id: 'visitor', role: 'CONSUMER' },
          { id: 'a1', role: 'ASSIGNED_AGENT' },
          { id: 'b1', role: 'AGENT' },
        ],
      },
      agents,
    ],
    ['a bare participant', { participants: { id: 'a1', role: 'ASSIGNED_AGENT' } }, [agents[0]]],
    ['participantsPId', { participantsPId: { CONSUMER: ['visitor'], ASSIGNED_AGENT: ['a1'], AGENT: ['b1'] } }, agents],
    ['participantsPId with bare ids', { participantsPId: { CONSUMER: 'visitor', ASSIGNED_AGENT: 'a1', AGENT: 'b1' } }, agents],
    [
      'the oldest form',
      { participants: { ASSIGNED_AGENT: ['12.34'] }, participantsPId: { ASSIGNED_AGENT: ['a1'], AGENT: ['b1'] } },
      agents,
    ],
    ['the oldest form alone', { participants: { ASSIGNED_AGENT: ['a1'], AGENT: 'b1', CONSUMER: [] } }, agents],
    ['a list wins', { participants: [{ id: 'a1', role: 'ASSIGNED_AGENT' }], participantsPId: { AGENT: ['b1'] } }, [agents[0]]],
    [
      'a participant of two roles',
      {
        participants: [
          { id: 'a1', role: 'ASSIGNED_AGENT' },
          { id: 'a1', role: 'READER' },
        ],
      },
      [agents[0]],
    ],
    [
      'the other roles',
      {
        participants: [
          { id: 'm', role: 'MANAGER' },
          { id: 'r', role: 'READER' },
        ],
      },
      [
        { id: 'm', role: 'manager' },
        { id: 'r', role: 'reader' },
      ],
    ],
    ['the service and strangers', { participants: [{ id: 'x', role: 'CONTROLLER' }, { id: 'y', role: 'GHOST' }, { id: 'z' }] }, []],
    ['roles in lower case', { participants: [{ id: 'a1', role: 'assigned_agent' }] }, [agents[0]]],
    ['ids of other types', { participants: [null, 1, { id: {}, role: 'AGENT' }, { id: 7, role: 'AGENT' }] }, [{ id: '7', role: 'bot' }]],
    ['an empty list', { participants: [] }, []],
    ['nothing', {}, []],
  ])('default: %s', (_name, fields, expected) => {
    expect(details(fields)).toMatchObject({ agents: expected })
  })
})

describe('the side that ended it', () => {
  const closed = { ...main, state: 'CLOSE' }
  test.each<[fields: Fields, closedBy: string | undefined]>([
    [{ stage: 'CLOSE', closeReason: 'CONSUMER' }, 'visitor'],
    [{ stage: 'CLOSE', closeReason: 'AGENT' }, 'agent'],
    [{ stage: 'CLOSE', closeReason: 'TIMEOUT' }, 'system'],
    [{ stage: 'CLOSE', closeReason: 'SYSTEM' }, 'system'],
    [{ stage: 'CLOSE', closeReason: 'consumer' }, 'visitor'],
    [{ stage: 'CLOSE', closeReason: 'WEATHER' }, undefined],
    [{ stage: 'CLOSE' }, undefined],
    [{ stage: 'OPEN', dialogs: [{ ...closed, closedBy: 'AGENT' }, survey], closeReason: 'CONSUMER' }, 'agent'],
    [{ stage: 'OPEN', dialogs: [closed, survey], closeReason: 'CONSUMER' }, 'visitor'],
    [
      {
        stage: 'CLOSE',
        dialogs: [
          { ...closed, closedBy: 'CONSUMER' },
          { ...survey, closedBy: 'AGENT' },
        ],
      },
      'visitor',
    ],
    [{ stage: 'OPEN', dialogs: [main], closeReason: 'AGENT' }, undefined],
  ])('default: %j', (fields, closedBy) => {
    expect(details(fields)?.closedBy).toBe(closedBy)
  })
})

describe('the expected answer', () => {
  const ttr = { ttr: { ttrType: 'PRIORITIZED', value: 600 } }
  const last = (members: Fields) => ({
    lastContentEventNotification: { dialogId: 'd1', sequence: 1, serverTimestamp: 1000, event: { type: 'ContentEvent' }, ...members },
  })
  const mine = last({ originatorId: 'visitor' })
  test.each<[name: string, fields: Fields, result: Fields, expectedAnswerAt: number | undefined, closedUntil?: number]>([
    ["the service's time", {}, { effectiveTTR: 2000 }, 2005],
    ["the agent's promise", { manualETTR: 3000 }, { effectiveTTR: 2000 }, 3005],
    ['no promise', { manualETTR: -1 }, { effectiveTTR: 2000 }, 2005],
    ['no answer due', ttr, { effectiveTTR: -1, ...mine }, undefined],
    ['the class of urgency', ttr, mine, 601_005],
    ['the class, by role', ttr, last({ originatorMetadata: { role: 'CONSUMER' } }), 601_005],
    ["the class after the agent's text", ttr, last({ originatorId: 'a1' }), undefined],
    ['the class without a time', ttr, last({ originatorId: 'visitor', serverTimestamp: undefined }), undefined],
    ['the class without a text', ttr, {}, undefined],
    ['the class of a closed centre', { ...ttr, delay: { type: 'NIGHT', tillWhen: 5000 } }, mine, 605_005, 5005],
    ['a closed centre', { delay: { type: 'NIGHT', tillWhen: 5000 } }, {}, undefined, 5005],
    ['an open centre', { delay: { tillWhen: -1 } }, { effectiveTTR: 2000 }, 2005],
    ['other types', { manualETTR: {}, delay: 'NIGHT', ttr: 600 }, { effectiveTTR: 'soon', ...mine }, undefined],
    ['a closed conversation', { stage: 'CLOSE', delay: { tillWhen: 5000 } }, { effectiveTTR: 2000 }, undefined],
    ['a survey', { stage: 'OPEN', dialogs: [{ ...main, state: 'CLOSE' }, survey] }, { effectiveTTR: 2000 }, undefined],
  ])('default: %s', (_name, fields, result, expectedAnswerAt, closedUntil) => {
    expect(details(fields, result)).toMatchObject({ expectedAnswerAt, closedUntil })
  })
})
