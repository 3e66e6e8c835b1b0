/** Where a sales line's client lives and is written to, as far as the line says: read together, once for each way of writing it. */
import { cleanText } from '../values/clean-text.ts';
import { parseCountry, usesFrenchPostCodes } from '../values/country.ts';
import { CellMemo } from './cell-memo.ts';
import { type CurationContext, columnIndex } from './curator.ts';
import { asWritten, type EncodedCell, emptyCell } from './curated-rows.ts';
import { type CodePostalCell, codePostalCell, type EmailsCell, emailsCell } from './identity-cells.ts';
import { type TextCell, textCell } from './text-cell.ts';

export interface PlaceCells {
  readonly email: EmailsCell;
  readonly codePostal: CodePostalCell;
  readonly ville: Pick<TextCell, 'encoded' | 'isRepaired'>;
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
  const shared = new SharedPlaces();
  return { cells: new CellMemo(columns, (...texts) => shared.of(read(...texts))), email, codePostal, ville };
}

/** There are as many places as clients, and nearly all stand as written: those are one value, not one each. */
class SharedPlaces {
  readonly #known: PlaceCells[] = [];

  of(place: PlaceCells): PlaceCells {
    const { email, codePostal, ville, isNoticed } = place;
    if (isNoticed || ![email, codePostal, ville].every(({ encoded }) => isPlain(encoded))) return place;
    const known = this.#known.find(
      (other) =>
        other.email.encoded === email.encoded &&
        other.codePostal.encoded === codePostal.encoded &&
        other.ville.encoded === ville.encoded,
    );
    if (known === undefined) this.#known.push(place);
    return known ?? place;
  }
}

/** Whether the same bytes say what a cell means, whichever cell it is. */
function isPlain(encoded: EncodedCell): boolean {
  return encoded === asWritten || encoded === emptyCell;
}

function placeCells(email: EmailsCell, codePostal: CodePostalCell, ville: TextCell): PlaceCells {
  const isNoticed =
    email.hasInvalid || email.hasOthers || codePostal.isInvalid || codePostal.isRestored || ville.isRepaired;
  return { email, codePostal, ville, isNoticed };
}
