import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Role } from '../../prisma/client.ts';
import { connectionType } from '../access/connection.ts';

registerEnumType(Role, {
  name: 'Role',
  description: 'What a person or a program may do; each includes those before it.',
  valuesConfig: {
    VIEWER: { description: 'Reads.' },
    REVIEWER: { description: 'Also comments, tags, decides, saves views, shares links.' },
    OPERATOR: { description: 'Also launches, pauses, cancels and imports.' },
    ADMIN: { description: 'Also handles people, tokens and settings, and deletes.' },
  },
});

@ObjectType({ description: 'A person, made by an admin; programs have tokens of a person too.' })
export class Person {
  @Field(() => ID, { description: 'Opaque and unique over all types.' })
  id!: string;
  @Field({ description: 'Their name, unique.' })
  name!: string;
  @Field({ description: 'Of the marks they leave: the name of a colour of the palette, s1 to s10.' })
  colour!: string;
  @Field(() => Role, { description: 'What they may do at most; a token of theirs may do less.' })
  role!: Role;
  @Field(() => Date, { description: 'When an admin made them.' })
  createdAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When an admin shut them out; null while they are let in.' })
  disabledAt!: Date | null;
}

export const PersonConnection = connectionType('Person', Person);
