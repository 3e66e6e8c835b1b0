/** What somebody wrote in the estate's form, as its inbox entry keeps it. Pure. */
import { z } from 'zod';
import { parseEmail } from '../../values/email.ts';
import type { Language } from '../../values/sentence.ts';

/** The words beside the boxes of the form; another text is another version, and stands in the register with each yes. */
export const formWording = 'v1';

const words = (most: number) => z.string().transform((text) => text.replaceAll(/\s+/g, ' ').trim().slice(0, most));

const submissionSchema = z.object({
  email: z.string().max(254),
  prenom: words(60),
  nom: words(60),
  message: words(1000),
  wantsLetters: z.boolean(),
  allowsTracking: z.boolean(),
  isAdult: z.boolean(),
  language: z.enum(['fr', 'en']),
  wording: z.string(),
});
export type Submission = z.infer<typeof submissionSchema>;

/** What is missing for a form to be taken. */
export type FormLack = 'EMAIL' | 'ADULT';

/** A posted form (`application/x-www-form-urlencoded`) in our words. `isTrap`: a field no person sees was filled in. */
export function readForm(
  body: string,
  language: Language,
): { readonly submission: Submission; readonly lacks: readonly FormLack[]; readonly isTrap: boolean } {
  const fields = new URLSearchParams(body);
  const given = (name: string): string => fields.get(name) ?? '';
  const email = parseEmail(given('email'));
  const submission = submissionSchema.parse({
    email: typeof email === 'string' ? email : '',
    prenom: given('prenom'),
    nom: given('nom'),
    message: given('message'),
    wantsLetters: fields.has('lettres'),
    allowsTracking: fields.has('suivi'),
    isAdult: fields.has('majeur'),
    language,
    wording: formWording,
  });
  return {
    submission,
    lacks: [
      ...(submission.email === '' ? (['EMAIL'] as const) : []),
      ...(submission.isAdult ? [] : (['ADULT'] as const)),
    ],
    isTrap: given('site') !== '',
  };
}

/** The submission an inbox entry holds; undefined when it holds none. */
export function storedSubmission(body: string): Submission | undefined {
  try {
    return submissionSchema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}
