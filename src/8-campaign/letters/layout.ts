/**
 * The paper all letters are written on: header, words, wines, closing, legal foot. MJML with Liquid inside; `<!-- mots -->`
 * marks say where a template's own words go. An estate that wants another paper writes its own with the same marks.
 */
import type { Language } from '../../values/sentence.ts';

/** The sentence of the law, word for word, in every language (CSP L3323-4; law.md, 4). */
export const healthSentence = "L'abus d'alcool est dangereux pour la santé.";
export const minorsSentence = "La vente d'alcool est interdite aux mineurs.";

/** Where a template's words go on the paper; `vins` and `pied` are the house's wine cards and legal foot. */
export const layoutMarks = ['titre', 'ouverture', 'vins', 'fermeture', 'bouton', 'pied'] as const;
export type LayoutMark = (typeof layoutMarks)[number];

/** The mark as it is written in a paper. */
export function markOf(mark: LayoutMark): string {
  return `<!-- ${mark} -->`;
}

const ink = '#2b2421';
const softInk = '#5f544d';
const accent = '#7a1f3d';
const paper = '#fffdf9';
const ground = '#f5f0e8';
const rule = '#e3d8c9';
const serif = "Georgia, 'Times New Roman', serif";

/** The house's paper. */
export function houseLayout(language: Language): string {
  return `<mjml lang="${language}" dir="ltr">
  <mj-head>
    <mj-title>{{ domaine.nom }}</mj-title>
    <mj-attributes>
      <mj-all font-family="${serif}" />
      <mj-text color="${ink}" font-size="16px" line-height="26px" padding="0 0 16px" />
      <mj-section background-color="${paper}" padding="0 40px" css-class="feuille" />
      <mj-column padding="0" />
      <mj-divider border-width="1px" border-color="${rule}" padding="0" />
    </mj-attributes>
    <mj-style>
      :root { color-scheme: light; supported-color-schemes: light; }
      p { margin: 0 0 14px; }
      a { color: ${accent}; }
      @media only screen and (max-width: 480px) { .feuille > table > tbody > tr > td { padding-left: 22px !important; padding-right: 22px !important; } }
    </mj-style>
  </mj-head>
  <mj-body background-color="${ground}" width="600px">
    <mj-section background-color="${ground}" padding="12px 0"><mj-column><mj-spacer height="8px" /></mj-column></mj-section>
    <mj-section padding="36px 40px 24px" border-top="3px solid ${accent}">
      <mj-column>
        <mj-raw>{% if domaine.logo != '' %}</mj-raw>
        <mj-text align="center" padding="0"><img src="{{ domaine.logo }}" width="{{ domaine.logo_largeur }}" alt="{{ domaine.nom }}" style="border:0;max-width:100%;height:auto" /></mj-text>
        <mj-raw>{% else %}</mj-raw>
        <mj-text align="center" padding="0" font-size="21px" line-height="28px" letter-spacing="0.5px" color="${accent}">{{ domaine.nom }}</mj-text>
        <mj-raw>{% endif %}</mj-raw>
      </mj-column>
    </mj-section>
    <mj-section><mj-column><mj-divider /></mj-column></mj-section>
    <mj-section padding="30px 40px 10px">
      <mj-column>
        ${markOf('titre')}
        <mj-text padding="0 0 14px">{{ salutation }}</mj-text>
        ${markOf('ouverture')}
      </mj-column>
    </mj-section>
    ${markOf('vins')}
    <mj-section padding="12px 40px 28px">
      <mj-column>
        ${markOf('bouton')}
        ${markOf('fermeture')}
        <mj-text padding="6px 0 0">{{ domaine.signature }}<br /><span style="color:${softInk}">{{ domaine.nom }}</span></mj-text>
      </mj-column>
    </mj-section>
    ${markOf('pied')}
    <mj-section background-color="${ground}" padding="12px 0"><mj-column><mj-spacer height="8px" /></mj-column></mj-section>
  </mj-body>
</mjml>`;
}

/** The title of a letter. */
export function titlePart(heading: string): string {
  return `<mj-text padding="0 0 20px" font-size="27px" line-height="35px"><h1 style="margin:0;font-size:27px;line-height:35px;font-weight:normal;color:${ink}">${heading}</h1></mj-text>`;
}

/** Paragraphs of the letter; empty when there are none. */
export function paragraphsPart(paragraphs: readonly string[]): string {
  const html = paragraphs.map((paragraph) => `<p style="margin:0 0 14px">${paragraph}</p>`).join('');
  return html === '' ? '' : `<mj-text padding="0">${html}</mj-text>`;
}

/** The one button of a letter; when its link is a variable that is empty for a letter, there is no button. */
export function buttonPart(label: string, link: string): string {
  const variable = /^\{\{\s*([\w.]+)\s*\}\}$/.exec(link.trim())?.[1];
  const button = `<mj-button href="${link}" align="left" background-color="${accent}" color="#ffffff" border-radius="3px" font-size="16px" inner-padding="13px 24px" padding="4px 0 22px">${label}</mj-button>`;
  if (variable === undefined) return button;
  return `<mj-raw>{% if ${variable} != '' %}</mj-raw>${button}<mj-raw>{% endif %}</mj-raw>`;
}

/** The wines, each with its facts, reason, price and link; and the terms of delivery. Nothing when the letter has no wine. */
export function winesPart(language: Language): string {
  const seeWine = language === 'fr' ? 'Voir ce vin' : 'See this wine';
  return `<mj-section padding="6px 40px 4px">
      <mj-column>
        <mj-raw>{% for vin in vins %}</mj-raw>
        <mj-text padding="8px 0 18px" line-height="24px">
          <div style="border-left:3px solid {{ vin.teinte }};padding:2px 0 2px 18px">
            <h2 style="margin:0;font-size:20px;line-height:27px;font-weight:normal;color:${accent}">{{ vin.nom }}</h2>
            {% if vin.caracteristiques != '' %}<p class="ligne" style="margin:2px 0 8px;font-size:15px;line-height:21px;color:${softInk}">{{ vin.caracteristiques }}</p>{% endif %}
            {% if vin.raison != '' %}<p class="ligne" style="margin:0 0 8px;font-size:16px;line-height:25px">{{ vin.raison }}</p>{% endif %}
            <p class="ligne" style="margin:0"><strong>{{ vin.prix }}</strong>{% if vin.prix_reference != '' %}<br /><span style="font-size:14px;color:${softInk}">{{ vin.prix_reference }}</span>{% endif %}</p>
            {% if vin.lien != '' %}<p class="ligne" style="margin:6px 0 0"><a href="{{ vin.lien }}" style="color:${accent};text-decoration:underline">${seeWine}</a></p>{% endif %}
          </div>
        </mj-text>
        <mj-raw>{% endfor %}</mj-raw>
        <mj-raw>{% if nombre_vins > 0 and domaine.livraison != '' %}</mj-raw>
        <mj-text padding="2px 0 14px" font-size="14px" line-height="21px" color="${softInk}"><p style="margin:0">{{ domaine.livraison }}</p></mj-text>
        <mj-raw>{% endif %}</mj-raw>
      </mj-column>
    </mj-section>`;
}

/** What the law asks of every letter: the health sentence, who writes and from where, why, and the way out. */
export function footPart(language: Language): string {
  const french = language === 'fr';
  const translation = french
    ? ''
    : `<p class="ligne" style="margin:0 0 4px;font-size:13px;line-height:19px;color:${softInk}">Alcohol abuse is dangerous for your health. The sale of alcohol to minors is forbidden.</p>`;
  const unsubscribe = french ? 'Se désinscrire' : 'Unsubscribe';
  const privacy = french ? 'Vos données et vos droits' : 'Your data and your rights';
  const link = `style="color:${softInk};text-decoration:underline"`;
  return `<mj-section padding="0 40px"><mj-column><mj-divider /></mj-column></mj-section>
    <mj-section padding="22px 40px 4px">
      <mj-column>
        <mj-text align="center" padding="0" line-height="22px">
          <p class="ligne" style="margin:0 0 4px;font-size:15px;line-height:22px;font-weight:bold;color:${ink}">${healthSentence}</p>
          <p class="ligne" style="margin:0 0 4px;font-size:14px;line-height:20px;color:${ink}">${minorsSentence}</p>
          ${translation}
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-section padding="16px 40px 34px">
      <mj-column>
        <mj-text align="center" padding="0" font-size="13px" line-height="20px" color="${softInk}">
          <p style="margin:0 0 10px">{{ domaine.nom }}<br />{{ domaine.adresse }}{% if domaine.telephone != '' %}<br />{{ domaine.telephone }}{% endif %}{% if domaine.mentions != '' %}<br />{{ domaine.mentions }}{% endif %}{% if domaine.site != '' %}<br /><a href="{{ domaine.site }}" ${link}>{{ domaine.site }}</a>{% endif %}</p>
          <p style="margin:0 0 10px">{{ raison_envoi }}</p>
          <p style="margin:0"><a href="{{ lien.desinscription }}" ${link}>${unsubscribe}</a> &nbsp;·&nbsp; <a href="{{ lien.confidentialite }}" ${link}>${privacy}</a></p>
        </mj-text>
      </mj-column>
    </mj-section>`;
}
