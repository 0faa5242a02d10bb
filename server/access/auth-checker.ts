import type { AuthCheckerFn } from 'type-graphql';
import { type Access, demand } from './caller.ts';
import type { RequestContext } from './request-context.ts';

/**
 * Decides for every field that has `@Authorized(access)`; a test refuses a query, mutation or subscription without one.
 *
 * @throws CollapsarError FORBIDDEN with `requiredRole`
 */
export const checkAccess: AuthCheckerFn<RequestContext, Access> = ({ context, info }, [access]) => {
  demand(context.caller, access ?? 'ADMIN', info.parentType.name.match(/^(Query|Mutation|Subscription)$/) ? info.fieldName : `${info.parentType.name}.${info.fieldName}`);
  return true;
};
