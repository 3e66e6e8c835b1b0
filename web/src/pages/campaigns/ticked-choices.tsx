import type { ReactElement } from 'react';
import { count } from '../../formats.ts';
import { t } from '../../words.ts';

interface TickedChoicesProps {
  readonly legend: string;
  readonly options: readonly { readonly value: string; readonly label: string; readonly clients: number }[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Several of a few; none means all. */
export function TickedChoices({ legend, options, chosen, onChange }: TickedChoicesProps): ReactElement | null {
  if (options.length === 0) return null;
  return (
    <fieldset className="ticks">
      <legend>
        {legend} <span className="soft small">{t('aucun coché : tous', 'none ticked: all')}</span>
      </legend>
      <div>
        {options.map(({ value, label, clients }) => (
          <label key={value}>
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={(event) =>
                onChange(event.currentTarget.checked ? [...chosen, value] : chosen.filter((one) => one !== value))
              }
            />
            {label} <span className="unit">{count(clients)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
