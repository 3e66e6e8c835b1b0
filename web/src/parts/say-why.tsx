import { Textarea } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { t } from '../words.ts';
import { Form } from './form.tsx';

export interface SayWhyProps {
  readonly decision: 'rejected' | 'flagged';
  /** What becomes of the reason. */
  readonly description?: string;
  /** Reasons that are often given: one press writes them. */
  readonly usual?: readonly string[];
  readonly onSay: (reason: string) => Promise<unknown>;
}

/** A no, or a "later", says why. */
export function SayWhy({ decision, description, usual = [], onSay }: SayWhyProps): ReactElement {
  const [reason, setReason] = useState('');
  return (
    <Form
      action={decision === 'rejected' ? t('Refuser', 'Reject') : t('Mettre de côté', 'Set aside')}
      onSubmit={() => onSay(reason)}
    >
      <Textarea
        label={t('La raison', 'The reason')}
        description={description}
        required
        rows={2}
        value={reason}
        data-autofocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {usual.length > 0 && (
        <span className="row">
          {usual.map((words) => (
            <button key={words} type="button" className="link-button" onClick={() => setReason(words)}>
              {words}
            </button>
          ))}
        </span>
      )}
    </Form>
  );
}
