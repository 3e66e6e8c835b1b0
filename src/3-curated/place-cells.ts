/** Where a sales line's client lives and is written to, as far as the line says: read together, once for each way of writing it. */
import { cleanText } from '../values/clean-text.ts';
import { parseCountry, usesFrenchPostCodes } from '../values/country.ts';
import { CellMemo } from './cell-memo.ts';
import { type CurationContext, columnIndex } from './curator.ts';
import { type CodePostalCell, codePostalCell, type EmailsCell, emailsCell } from './identity-cells.ts';
import { type TextCell, textCell } from './text-cell.ts';

export interface PlaceCells {
  readonly email: EmailsCell;
  readonly codePostal: CodePostalCell;
  readonly ville: TextCell;
  /** Whether anything of it is worth telling. */
  readonly isNoticed: boolean;
}

/** The columns of a file, and what they say together. */
export interface PlaceColumns {
  readonly cells: CellMemo<PlaceCells>;
  readonly email: number;
  readonly codePostal: number;
  readonly ville: number;
}

/** The country is the one the row names; where it names none, that of the estate. */
export function placeColumns(context: CurationContext): PlaceColumns {
  const columns = ['email', 'code_postal', 'ville', 'pays'].map((column) => columnIndex(context, column));
  const [email = -1, codePostal = -1, ville = -1] = columns;
  const read = (emailText = '', codeText = '', villeText = '', paysText = ''): PlaceCells => {
    const pays = cleanText(paysText).text;
    const country = pays === '' ? context.settings.country : parseCountry(pays);
    const isFrench = country !== undefined && usesFrenchPostCodes(country);
    return placeCells(
      emailsCell(emailText),
      codePostalCell(codeText, isFrench ? 'FR' : undefined),
      textCell(villeText),
    );
  };
  return { cells: new CellMemo(columns, read), email, codePostal, ville };
}

function placeCells(email: EmailsCell, codePostal: CodePostalCell, ville: TextCell): PlaceCells {
  const isNoticed =
    email.hasInvalid || email.hasOthers || codePostal.isInvalid || codePostal.isRestored || ville.isRepaired;
  return { email, codePostal, ville, isNoticed };
}
