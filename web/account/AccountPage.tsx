'use client';
import { useState } from 'react';
import { useClient } from 'urql';
import { Failure } from '../frame/Failure.tsx';
import { useNow } from '../frame/use-now.ts';
import { useAnswer } from '../graphql/use-answer.ts';
import { plural } from '../formats/names.ts';
import { dayOf } from '../formats/times.ts';
import { type Account, AccountDocument } from './account-documents.ts';
import { ColourChoice } from './ColourChoice.tsx';
import { NewTokenForm } from './NewTokenForm.tsx';
import { PersonMark } from './PersonMark.tsx';
import { lastUse, prepareTokens } from './prepare-tokens.ts';
import { ROLES } from './roles.ts';
import { SignOutButtons } from './SignOutButtons.tsx';
import { TokenTable } from './TokenTable.tsx';
import { MeDocument } from './viewer-documents.ts';

/** Who is signed in, what they may do, and the tokens of their programs. */
export function AccountPage() {
  const [turn, setTurn] = useState(0);
  const client = useClient();
  const { data, problem, readAgain } = useAnswer(AccountDocument, {}, turn);
  const again = () => {
    setTurn((before) => before + 1);
    // the mark in the top bar is of the same person
    void client.query(MeDocument, {}, { requestPolicy: 'network-only' }).toPromise();
  };
  return (
    <div className="stack narrow-page">
      <h1>Your account</h1>
      {data ? <AccountView me={data.me} onChanged={again} /> : problem ? <div className="panel"><Failure problem={problem} onAgain={readAgain} /></div> : <div className="panel body"><div className="skeleton" style={{ height: 220 }} /></div>}
    </div>
  );
}

function AccountView({ me, onChanged }: { me: Account; onChanged: () => void }) {
  const now = useNow(60_000);
  const { user } = me;
  if (!user) return <Nobody isLocal={me.isLocal} />;
  const role = ROLES.find(({ value }) => value === me.access);
  return (
    <>
      <section className="panel" aria-labelledby="account-who">
        <header>
          <h2 id="account-who">Who you are</h2>
        </header>
        <div className="body">
          <dl className="pairs">
            <Pair name="Name">
              <span className="row tight">
                <PersonMark colour={user.colour} name={user.name} /> {user.name}
              </span>
            </Pair>
            <Pair name="Role">
              {role?.word}
              <span className="sub">{role?.may}</span>
              {user.role !== me.access && <span className="sub">You signed in with a token for less: as a person you are {user.role.toLowerCase()}.</span>}
            </Pair>
            <Pair name="Colour of your marks">
              <ColourChoice userId={user.id} colour={user.colour} onChanged={onChanged} />
            </Pair>
            <Pair name="Member since">{dayOf(user.createdAt)}</Pair>
            <Pair name="Last used">{lastUse(user.lastUsedAt, now).text}</Pair>
            <Pair name="Signed in">
              {user.sessionCount === 0 ? 'in no browser' : `in ${plural(user.sessionCount, 'browser')}`}
              <SignOutButtons userId={user.id} />
            </Pair>
          </dl>
        </div>
      </section>
      <section className="panel" aria-labelledby="account-tokens">
        <header>
          <h2 id="account-tokens">Your tokens</h2>
        </header>
        <div className="body stack">
          <p className="muted">A token lets a program in, or you into another browser. It does no more than you may.</p>
          <TokenTable rows={prepareTokens(user.tokens, me.access, now)} label="Table of your tokens" onChanged={onChanged} />
          <NewTokenForm userId={user.id} most={me.access} onMade={onChanged} />
        </div>
      </section>
    </>
  );
}

function Pair({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="pair">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Nobody({ isLocal }: { isLocal: boolean }) {
  return (
    <div className="panel state">
      <b>{isLocal ? 'Nobody signs in here' : 'You look through a share link'}</b>
      <p>
        {isLocal
          ? 'This server is on this machine alone, and whoever sits at it may do everything. From the first token on everybody signs in: an admin’s token is made under People.'
          : 'It shows one study and changes nothing. Whoever sent it can ask an admin to invite you.'}
      </p>
    </div>
  );
}
