/** The phase of a conversation that a status stands for. */
export type ChatSessionPhase =
  /** Before the queue: the customer reads or fills in what comes first. */
  | 'starting'
  /** Nobody is there to chat. */
  | 'offline'
  /** In the queue. */
  | 'waiting'
  /** The customer talks to an agent or a bot. */
  | 'conversation'
  /** Ended, unless the customer writes again. */
  | 'finished'
  /** Ended for good. */
  | 'over'
  /** `Invalid`, or none of the documented values. */
  | 'unknown'
