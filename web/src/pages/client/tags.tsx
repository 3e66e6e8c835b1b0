import { Button, TextInput } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import type { Client } from '../../../../src/api/contract/clients.ts';
import { send } from '../../api.ts';
import { toastProblem } from '../../parts/toasts.tsx';
import { useWrite } from '../../queries.ts';
import { useMay } from '../../session.ts';
import { t } from '../../words.ts';

/** The tags of a client: seen by all, put on and taken off by who may. */
export function Tags({ client }: { readonly client: Client }): ReactElement | null {
  const mayWork = useMay('operateur');
  const [tag, setTag] = useState('');
  const address = `/clients/${encodeURIComponent(client.clientCode)}`;
  const change = useWrite(
    ({ method, name }: { readonly method: 'PUT' | 'DELETE'; readonly name: string }) =>
      send(method, `${address}/tags/${encodeURIComponent(name)}`),
    [address],
  );
  if (!mayWork && client.tags.length === 0) return null;
  const add = (event: FormEvent) => {
    event.preventDefault();
    const name = tag.trim();
    if (name === '') return;
    change.mutate({ method: 'PUT', name }, { onSuccess: () => setTag(''), onError: toastProblem });
  };
  return (
    <div className="tags no-print">
      {client.tags.map(({ tag: name }) => (
        <span key={name} className="tag">
          {name}
          {mayWork && (
            <button
              type="button"
              aria-label={t(`Retirer l’étiquette ${name}`, `Take the tag ${name} off`)}
              onClick={() => change.mutate({ method: 'DELETE', name }, { onError: toastProblem })}
            >
              ✕
            </button>
          )}
        </span>
      ))}
      {mayWork && (
        <form className="row" onSubmit={add}>
          <TextInput
            size="xs"
            maxLength={60}
            aria-label={t('Nouvelle étiquette', 'New tag')}
            placeholder={t('nouvelle étiquette', 'new tag')}
            value={tag}
            onChange={(event) => setTag(event.currentTarget.value)}
          />
          <Button type="submit" size="xs" variant="default" loading={change.isPending}>
            {t('Ajouter', 'Add')}
          </Button>
        </form>
      )}
    </div>
  );
}
