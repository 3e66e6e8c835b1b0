/** A choice of clients kept under a name: a name that is taken is not taken over unless it is said again. */
import { useState } from 'react';
import { ApiProblem, send } from './api.ts';
import { isConflict } from './edited.ts';
import { useWrite } from './queries.ts';
import { t } from './words.ts';

export interface KeepAudience<Kept> {
  /** Keeps it; refused once when the name is taken, and replaces what stands there when it is said again. */
  readonly keep: (name: string, body: unknown) => Promise<Kept>;
  readonly isTaken: (name: string) => boolean;
}

/** `address`: `/audiences`, or `/clients/audiences` for what filters of the list leave. */
export function useKeepAudience<Kept>(address: string): KeepAudience<Kept> {
  const [standing, setStanding] = useState<{ readonly name: string; readonly version: string | undefined }>();
  const isTaken = (name: string) => standing?.name === name.trim();
  const put = useWrite(
    ({ name, body }: { readonly name: string; readonly body: unknown }) =>
      send<Kept>(
        'PUT',
        `${address}/${encodeURIComponent(name)}`,
        body,
        isTaken(name) ? { ifMatch: standing?.version } : { isNew: true },
      ),
    ['/audiences', '/campaigns/choices'],
  );
  const keep = async (written: string, body: unknown) => {
    const name = written.trim();
    try {
      return await put.mutateAsync({ name, body });
    } catch (thrown) {
      if (!isConflict(thrown) || !(thrown instanceof ApiProblem)) throw thrown;
      setStanding({ name, version: thrown.version });
      throw taken(name);
    }
  };
  return { keep, isTaken };
}

function taken(name: string): ApiProblem {
  return new ApiProblem(412, {
    code: 'NAME_TAKEN',
    detail: t(
      `Une audience s’appelle déjà « ${name} ». Donnez un autre nom pour garder les deux ; enregistrée encore une fois, celle-ci la remplace.`,
      `There is an audience called “${name}” already. Give another name to keep both; saved once more, this one replaces it.`,
    ),
  });
}
