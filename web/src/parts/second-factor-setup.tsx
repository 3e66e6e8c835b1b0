import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import type { FactorSetup, RecoveryCodes } from '../../../src/api/contract/sign-in.ts';
import { send } from '../api.ts';
import { t } from '../words.ts';
import { Form } from './form.tsx';
import { PrintButton } from './print-button.tsx';
import { Answer } from './states.tsx';
import '../pages/sign-in.css';

/** Sets a second factor up: a picture to scan, the first code, then the recovery codes, shown this once. */
export function SecondFactorSetup({ onDone }: { readonly onDone: () => void }): ReactElement {
  const [codes, setCodes] = useState<readonly string[]>();
  const setup = useQuery<FactorSetup>({
    queryKey: ['/account/second-factor'],
    queryFn: () => send<FactorSetup>('POST', '/account/second-factor'),
    retry: false,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (codes) return <RecoveryCodesOnce codes={codes} onDone={onDone} />;
  return <Answer of={setup}>{(found) => <ScanAndCheck setup={found} onCodes={setCodes} />}</Answer>;
}

interface ScanProps {
  readonly setup: FactorSetup;
  readonly onCodes: (codes: readonly string[]) => void;
}

function ScanAndCheck({ setup, onCodes }: ScanProps): ReactElement {
  const [code, setCode] = useState('');
  const check = async () => {
    const given = { code: code.replace(/\s/g, '') };
    onCodes((await send<RecoveryCodes>('POST', '/account/second-factor/confirm', given)).recoveryCodes);
  };
  return (
    <Form action={t('Vérifier ce code', 'Check this code')} onSubmit={check}>
      <p>
        {t(
          'Ouvrez l’application de codes de votre téléphone et photographiez ce carré.',
          'Open the code application of your phone and photograph this square.',
        )}
      </p>
      <img
        className="qr-code"
        alt={t('Carré à photographier', 'Square to photograph')}
        src={`data:image/svg+xml,${encodeURIComponent(setup.qrSvg)}`}
      />
      <p className="small">
        {t('Sans appareil photo, tapez cette clé :', 'Without a camera, type this key:')} <code>{setup.key}</code>
      </p>
      <TextInput
        label={t('Le code que l’application montre', 'The code the application shows')}
        autoComplete="one-time-code"
        required
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
    </Form>
  );
}

/** Ten codes, each good once, for the day the telephone is lost. They cannot be shown again. */
export function RecoveryCodesOnce({
  codes,
  onDone,
}: {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}): ReactElement {
  return (
    <div className="stack">
      <p>
        {t(
          'Gardez ces codes de secours sur papier : chacun ouvre une fois, si le téléphone est perdu. Ils ne seront plus montrés.',
          'Keep these recovery codes on paper: each opens once, should the phone be lost. They are not shown again.',
        )}
      </p>
      <ul className="recovery-codes plain-list">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <span className="row">
        <PrintButton label={t('Imprimer ces codes', 'Print these codes')} />
        <Button onClick={onDone}>{t('Ils sont rangés : continuer', 'They are kept: go on')}</Button>
      </span>
    </div>
  );
}
