import { graphql } from './graphql.ts';

export const EventCursorDocument = graphql(`
  query EventCursor { eventCursor }
`);
