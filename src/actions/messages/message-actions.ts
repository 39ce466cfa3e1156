import { bind } from '../bind.ts';
import { listMessages } from './list-messages.ts';
import type { MessageDeps } from './message-deps.ts';

/** The actions on messages that were sent. */
export const messageActions = (deps: MessageDeps) => ({ list: bind(deps, listMessages) });
