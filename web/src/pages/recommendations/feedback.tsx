import { Button, Textarea } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { FeedbackGiven } from '../../../../src/api/contract/recommendations.ts';
import { send } from '../../api.ts';
import { Form } from '../../parts/form.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { toast, toastProblem } from '../../parts/toasts.tsx';
import { useWrite } from '../../queries.ts';
import { useMay } from '../../session.ts';
import { t } from '../../words.ts';
import type { WhyItem } from './why-wine.tsx';

/** What the estate knows better: good, or wrong and why. It is kept with the list. */
export function Feedback({
  clientCode,
  item,
}: {
  readonly clientCode: string;
  readonly item: WhyItem;
}): ReactElement | null {
  const [isWrong, setIsWrong] = useState(false);
  const [words, setWords] = useState(item.feedback?.words ?? '');
  const mayJudge = useMay('operateur');
  const path = `/recommendations/${encodeURIComponent(clientCode)}/${encodeURIComponent(item.produitKey)}/feedback`;
  const judge = useWrite((given: FeedbackGiven) => send('PUT', path, given), ['/recommendations']);
  const say = async (given: FeedbackGiven) => {
    await judge.mutateAsync(given);
    setIsWrong(false);
    toast(t('Votre avis est noté avec cette liste.', 'Your opinion is kept with this list.'));
  };
  const { feedback } = item;
  return (
    <div className="stack-tight no-print">
      {feedback && (
        <p className="small">
          <StateWord tone={feedback.verdict === 'good' ? 'done' : 'stopped'}>
            {feedback.verdict === 'good'
              ? t(`bon conseil, selon ${feedback.author}`, `good advice, says ${feedback.author}`)
              : t(`mauvais conseil, selon ${feedback.author}`, `wrong advice, says ${feedback.author}`)}
          </StateWord>
          {feedback.words && ` « ${feedback.words} »`}
        </p>
      )}
      {mayJudge && !isWrong && (
        <span className="row small">
          <span className="soft">{t('Votre avis :', 'Your opinion:')}</span>
          <Button
            size="xs"
            variant="default"
            onClick={() => void say({ verdict: 'good' }).catch(toastProblem)}
            loading={judge.isPending}
          >
            {t('Bon conseil', 'Good advice')}
          </Button>
          <Button size="xs" variant="default" onClick={() => setIsWrong(true)}>
            {t('Mauvais conseil…', 'Wrong advice…')}
          </Button>
        </span>
      )}
      {isWrong && (
        <Form action={t('Garder cet avis', 'Keep this opinion')} onSubmit={() => say({ verdict: 'wrong', words })}>
          <Textarea
            label={t('Qu’est-ce qui ne va pas ?', 'What is wrong?')}
            required
            rows={2}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        </Form>
      )}
    </div>
  );
}
