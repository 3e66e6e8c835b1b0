/** Who may sign in, and what each may do. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { Invite, Invited, User } from '../../../../src/api/contract/users.ts';
import { send } from '../../api.ts';
import { instant } from '../../formats.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Form } from '../../parts/form.tsx';
import { StateWord, type Tone } from '../../parts/state-word.tsx';
import { Answer } from '../../parts/states.tsx';
import { toast } from '../../parts/toasts.tsx';
import { type Page, useApi, useWrite } from '../../queries.ts';
import { type Role, useSession } from '../../session.ts';
import { t } from '../../words.ts';

export function People(): ReactElement {
  const users = useApi<Page<User>>('/users');
  const [link, setLink] = useState<string>();
  return (
    <section className="stack">
      <h2>{t('Personnes', 'People')}</h2>
      <p className="soft">
        {t(
          'Chaque rôle peut ce que peut le précédent : le lecteur lit, l’opérateur travaille, l’approbateur dit oui, l’administrateur règle.',
          'Each role may what the one before may: the reader reads, the operator works, the approver says yes, the administrator sets.',
        )}
      </p>
      <Answer of={users}>
        {({ items }) => (
          <div className="stack">
            {items.map((user) => (
              <OnePerson key={user.userId} user={user} onLink={setLink} />
            ))}
          </div>
        )}
      </Answer>
      <InvitePerson onLink={setLink} />
      {link !== undefined && <LinkOnce link={link} onClose={() => setLink(undefined)} />}
    </section>
  );
}

function OnePerson({ user, onLink }: { readonly user: User; readonly onLink: (link: string) => void }): ReactElement {
  const isMe = useSession().user.id === user.userId;
  const version = `"${user.version}"`;
  const change = useWrite(
    (to: { readonly role?: Role; readonly isDisabled?: boolean }) =>
      send('PATCH', `/users/${user.userId}`, to, { ifMatch: version }),
    ['/users', '/journal'],
  );
  const renew = useWrite(() => send<Pick<Invited, 'link'>>('POST', `/users/${user.userId}/link`), ['/users']);
  const reset = useWrite(() => send('DELETE', `/users/${user.userId}/second-factor`), ['/users', '/journal']);
  const end = useWrite(() => send('DELETE', `/users/${user.userId}/sessions`), ['/users', '/journal']);
  const [role, setRole] = useState<Role>(user.role);
  return (
    <article className="sheet stack-tight" aria-label={user.name}>
      <div className="row-apart">
        <h3>{user.name}</h3>
        <StateWord tone={toneOf[user.state]}>{stateOf(user)}</StateWord>
      </div>
      <p className="soft">
        {[user.email, user.lastSeenAt ? t(`vu le ${instant(user.lastSeenAt)}`, `seen ${instant(user.lastSeenAt)}`) : '']
          .filter((part) => part !== '')
          .join(' · ')}
        {user.hasSecondFactor && ` · ${t('code du téléphone', 'phone code')}`}
      </p>
      <div className="row">
        <NativeSelect
          aria-label={t(`Rôle de ${user.name}`, `Role of ${user.name}`)}
          value={role}
          disabled={isMe}
          onChange={(event) => setRole(roles().find(({ value }) => value === event.currentTarget.value)?.value ?? role)}
          data={[...roles()]}
        />
        {role !== user.role && (
          <ConfirmButton
            effect={t(`Changer le rôle de ${user.name}`, `Change the role of ${user.name}`)}
            consequence={t('Le nouveau rôle vaut aussitôt.', 'The new role holds at once.')}
            onConfirm={() => change.mutateAsync({ role })}
          />
        )}
        <ConfirmButton
          effect={t('Donner un lien d’entrée', 'Give a sign-in link')}
          consequence={t(
            'Un lien pour choisir un nouveau mot de passe, à remettre vous-même. Il sert une fois.',
            'A link to choose a new password, for you to hand over. It works once.',
          )}
          onConfirm={async () => onLink((await renew.mutateAsync(undefined)).link)}
        />
        {!isMe && (
          <>
            {user.hasSecondFactor && (
              <ConfirmButton
                danger
                effect={t(`Oublier le téléphone de ${user.name}`, `Forget the phone of ${user.name}`)}
                consequence={t(
                  'Pour un téléphone perdu. La personne en réglera un autre à sa prochaine entrée.',
                  'For a lost phone. The person sets up another at their next sign-in.',
                )}
                onConfirm={() => reset.mutateAsync(undefined)}
              />
            )}
            <ConfirmButton
              danger
              effect={t(`Fermer les sessions de ${user.name}`, `End the sessions of ${user.name}`)}
              consequence={t('La personne devra entrer de nouveau.', 'The person will have to sign in again.')}
              onConfirm={() => end.mutateAsync(undefined)}
            />
            <ConfirmButton
              danger={user.state !== 'disabled'}
              effect={
                user.state === 'disabled'
                  ? t(`Rouvrir le compte de ${user.name}`, `Open the account of ${user.name} again`)
                  : t(`Fermer le compte de ${user.name}`, `Close the account of ${user.name}`)
              }
              consequence={
                user.state === 'disabled'
                  ? t('La personne pourra entrer de nouveau.', 'The person will be able to sign in again.')
                  : t(
                      'La personne ne pourra plus entrer. Ce qu’elle a fait reste au journal.',
                      'The person can no longer sign in. What they did stays in the journal.',
                    )
              }
              onConfirm={() => change.mutateAsync({ isDisabled: user.state !== 'disabled' })}
            />
          </>
        )}
      </div>
    </article>
  );
}

function InvitePerson({ onLink }: { readonly onLink: (link: string) => void }): ReactElement {
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('operateur');
  const invite = useWrite((who: Invite) => send<Invited>('POST', '/users', who), ['/users', '/journal']);
  const submit = async () => {
    const { link } = await invite.mutateAsync({ name, email, role });
    setName('');
    setEmail('');
    onLink(link);
  };
  return (
    <div className="sheet stack">
      <h3>{t('Inviter une personne', 'Invite a person')}</h3>
      <Form action={t('Inviter', 'Invite')} onSubmit={submit}>
        <TextInput
          label={t('Nom', 'Name')}
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('Adresse e-mail', 'E-mail address')}
          type="email"
          required
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('Rôle', 'Role')}
          value={role}
          onChange={(event) => setRole(roles().find(({ value }) => value === event.currentTarget.value)?.value ?? role)}
          data={[...roles()]}
        />
      </Form>
    </div>
  );
}

/** A secret that is shown this once. */
export function LinkOnce({ link, onClose }: { readonly link: string; readonly onClose: () => void }): ReactElement {
  const copy = async () => {
    await navigator.clipboard?.writeText(link).catch(() => undefined);
    toast(t('Copié.', 'Copied.'));
  };
  return (
    <Dialog
      title={t('À remettre maintenant', 'Hand over now')}
      onClose={onClose}
      actions={
        <>
          <Button variant="default" onClick={() => void copy()} data-autofocus>
            {t('Copier', 'Copy')}
          </Button>
          <Button onClick={onClose}>{t('C’est remis', 'It is handed over')}</Button>
        </>
      }
    >
      <div className="stack-tight">
        <p>
          {t(
            'Ceci n’est montré qu’une fois : copiez-le avant de fermer.',
            'This is shown once: copy it before closing.',
          )}
        </p>
        <code className="once">{link}</code>
      </div>
    </Dialog>
  );
}

const toneOf: Readonly<Record<User['state'], Tone>> = { active: 'done', invited: 'waits', disabled: 'quiet' };

function stateOf({ state }: User): string {
  const words: Readonly<Record<User['state'], string>> = {
    active: t('actif', 'active'),
    invited: t('invité, pas encore entré', 'invited, not signed in yet'),
    disabled: t('compte fermé', 'account closed'),
  };
  return words[state];
}

function roles(): readonly { readonly value: Role; readonly label: string }[] {
  return [
    { value: 'lecteur', label: t('lecteur', 'reader') },
    { value: 'operateur', label: t('opérateur', 'operator') },
    { value: 'approbateur', label: t('approbateur', 'approver') },
    { value: 'administrateur', label: t('administrateur', 'administrator') },
  ];
}
