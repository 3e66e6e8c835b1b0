import type { ReactElement } from 'react';
import { nameOf } from '../../list-words.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { SayWhy } from '../../parts/say-why.tsx';
import { t } from '../../words.ts';
import type { Asking } from './decisions.ts';

/** A no, or a "later", says why: the reason is read again at the next run. */
export function WhyNot({
  asking,
  onSay,
  onClose,
}: {
  readonly asking: Asking;
  readonly onSay: (reason: string) => Promise<void>;
  readonly onClose: () => void;
}): ReactElement {
  const name = nameOf(asking.client);
  const wine = asking.client.items.find(({ rank }) => rank === asking.rank)?.label;
  const subject = wine === undefined ? name : `${wine} (${name})`;
  const isRejection = asking.decision === 'rejected';
  const usual = isRejection
    ? [
        t('Déjà servi récemment', 'Served recently'),
        t('Ce vin ne lui convient pas', 'This wine does not suit them'),
        t('Nous préférons l’appeler', 'We prefer to call'),
      ]
    : [t('À revoir avec le caviste', 'To see with the cellar'), t('Prix à vérifier', 'Price to check')];
  return (
    <FormDialog
      title={
        isRejection
          ? t(`Pourquoi refuser ${subject} ?`, `Why reject ${subject}?`)
          : t(`Pourquoi mettre ${subject} de côté ?`, `Why set ${subject} aside?`)
      }
      onClose={onClose}
    >
      <SayWhy
        decision={asking.decision}
        description={t('Elle sera relue au prochain passage.', 'It is read again at the next run.')}
        usual={usual}
        onSay={onSay}
      />
    </FormDialog>
  );
}
