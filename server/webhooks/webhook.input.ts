import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsOptional, MaxLength } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { MutationInput } from '../access/mutation.type.ts';
import { PageArguments } from '../access/page-arguments.ts';
import { WebhookDeliveryState, WebhookKind } from './webhook.type.ts';

@InputType({ description: 'A host that webhooks may call from now on, or with another permission.' })
export class AllowWebhookHostInput extends MutationInput {
  @Field({ description: 'One name or address, with a port where it is not 443, such as hooks.example.org:8443.' })
  @MaxLength(260)
  host!: string;
  @Field({ defaultValue: false, description: 'Whether it may have an address of a private network; such as tell machines their secrets are never allowed.' })
  allowsPrivate!: boolean;
}

@InputType({ description: 'A host that webhooks may no longer call.' })
export class RemoveWebhookHostInput extends MutationInput {
  @Field({ description: 'As it stands in the list.' })
  @MaxLength(260)
  host!: string;
}

@InputType({ description: 'A new webhook.' })
export class CreateWebhookInput extends MutationInput {
  @Field(() => ID, { nullable: true, description: 'The study that it is told of; all when left out.' })
  @IsOptional()
  studyId?: string | null;
  @Field({ description: 'Where it is sent to, at most 2,000 characters: https, of a host in the list.' })
  @MaxLength(2000)
  url!: string;
  @Field(() => [WebhookKind], { description: 'What it is told of, 1 to 7 kinds.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(7)
  @ArrayUnique()
  kinds!: WebhookKind[];
}

@InputType({ description: 'A change of a webhook; what is left out stays.' })
export class UpdateWebhookInput extends MutationInput {
  @Field(() => ID, { description: 'The webhook.' })
  webhookId!: string;
  @Field(() => String, { nullable: true, description: 'Another address, of a host in the list.' })
  @IsOptional()
  @MaxLength(2000)
  url?: string | null;
  @Field(() => [WebhookKind], { nullable: true, description: 'What it is told of from now on, 1 to 7 kinds.' })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(7)
  @ArrayUnique()
  kinds?: WebhookKind[] | null;
  @Field(() => Boolean, { nullable: true, description: 'False switches it off and gives up what waits; true switches it on again.' })
  isEnabled?: boolean | null;
}

@InputType({ description: 'A webhook that something is done with.' })
export class WebhookInput extends MutationInput {
  @Field(() => ID, { description: 'The webhook.' })
  webhookId!: string;
}

@InputType({ description: 'A delivery to be made again.' })
export class RedeliverInput extends MutationInput {
  @Field(() => ID, { description: 'The delivery.' })
  deliveryId!: string;
}

@ArgsType()
export class WebhookDeliveryArguments extends PageArguments {
  @Field(() => ID, { description: 'The webhook.' })
  webhookId!: string;
  @Field(() => WebhookDeliveryState, { nullable: true, description: 'Only deliveries that are so far; all when left out.' })
  state?: WebhookDeliveryState | null;
}
