import type { ReactElement } from 'react';
import type { TemplateWords } from '../../../../src/api/contract/letter-templates.ts';
import { Fact } from '../../parts/fact.tsx';
import { Answer } from '../../parts/states.tsx';
import { useApi } from '../../queries.ts';
import { t } from '../../words.ts';

/** What may stand between `{{ }}`, and behind `|`. */
export function WordsAllowed(): ReactElement {
  const words = useApi<TemplateWords>('/letter-templates/words');
  return (
    <details>
      <summary>{t('Les mots que vous pouvez employer', 'The words you may use')}</summary>
      <Answer of={words} lines={6}>
        {({ variables, filters }) => (
          <dl className="facts template-words small" tabIndex={0}>
            {variables.map(({ name, meaning }) => (
              <Fact key={name} title={<code>{`{{ ${name} }}`}</code>}>
                {meaning}
              </Fact>
            ))}
            {filters.map(({ name, meaning }) => (
              <Fact key={name} title={<code>{`| ${name}`}</code>}>
                {meaning}
              </Fact>
            ))}
          </dl>
        )}
      </Answer>
    </details>
  );
}
