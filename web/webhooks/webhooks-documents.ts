import { graphql, type ResultOf } from '../graphql/graphql.ts';

export const WebhooksDocument = graphql(`
  query Webhooks {
    webhookHosts { host allowsPrivate allowedBy createdAt }
    webhooks {
      id studyId url kinds isHostAllowed createdAt disabledAt
      lastDeliveries { id kind state createdAt attempts lastTryAt nextTryAt deliveredAt outcome runId }
    }
  }
`);
export type WebhooksAnswer = ResultOf<typeof WebhooksDocument>;
export type WebhookEntry = WebhooksAnswer['webhooks'][number];
export type DeliveryEntry = WebhookEntry['lastDeliveries'][number];
export type HostEntry = WebhooksAnswer['webhookHosts'][number];
export type WebhookKind = WebhookEntry['kinds'][number];

export const AllowWebhookHostDocument = graphql(`
  mutation AllowWebhookHost($input: AllowWebhookHostInput!) { allowWebhookHost(input: $input) { hosts { host } userErrors { code message field } } }
`);
export const RemoveWebhookHostDocument = graphql(`
  mutation RemoveWebhookHost($input: RemoveWebhookHostInput!) { removeWebhookHost(input: $input) { hosts { host } userErrors { code message } } }
`);
export const CreateWebhookDocument = graphql(`
  mutation CreateWebhook($input: CreateWebhookInput!) { createWebhook(input: $input) { webhook { id } secret userErrors { code message field } } }
`);
export const UpdateWebhookDocument = graphql(`
  mutation UpdateWebhook($input: UpdateWebhookInput!) { updateWebhook(input: $input) { webhook { id } userErrors { code message field } } }
`);
export const RotateWebhookSecretDocument = graphql(`
  mutation RotateWebhookSecret($input: WebhookInput!) { rotateWebhookSecret(input: $input) { secret userErrors { code message } } }
`);
export const DeleteWebhookDocument = graphql(`
  mutation DeleteWebhook($input: WebhookInput!) { deleteWebhook(input: $input) { webhookId userErrors { code message } } }
`);
export const TestWebhookDocument = graphql(`
  mutation TestWebhook($input: WebhookInput!) { testWebhook(input: $input) { delivery { id } userErrors { code message } } }
`);
export const RedeliverWebhookDocument = graphql(`
  mutation RedeliverWebhook($input: RedeliverInput!) { redeliverWebhook(input: $input) { delivery { id } userErrors { code message } } }
`);
