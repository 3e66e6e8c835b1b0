import type { ReactElement } from 'react';
import type { Proof } from '../../../../src/api/contract/recommendations.ts';
import { to } from '../../addresses.ts';
import { count, day, euros } from '../../formats.ts';
import { GoLink } from '../../parts/go-link.tsx';
import { Provenance } from '../../parts/provenance.tsx';
import { counted } from '../../words.ts';

/** The last purchases at once, the earlier ones a click away. */
export function Proofs({ proofs }: { readonly proofs: readonly Proof[] }): ReactElement {
  const [last, earlier] = [proofs.slice(0, 3), proofs.slice(3)];
  return (
    <>
      <ProofLines proofs={last} />
      {earlier.length > 0 && (
        <details className="small">
          <summary>
            {counted(earlier.length, ['achat plus ancien', 'achats plus anciens'], ['earlier purchase'])}
          </summary>
          <ProofLines proofs={earlier} />
        </details>
      )}
    </>
  );
}

function ProofLines({ proofs }: { readonly proofs: readonly Proof[] }): ReactElement {
  return (
    <ul className="plain-list small stack-tight">
      {proofs.map((proof) => (
        <li key={`${proof.documentId} ${proof.fileLine}`} className="row">
          <GoLink to={to.document(proof.source, proof.documentId)}>{day(proof.on)}</GoLink>
          <span>
            {count(proof.bottles)} × <span lang="fr">{proof.label}</span>
          </span>
          <span className="number">{euros(proof.mtTtc)}</span>
          <Provenance fileName={proof.fileName} fileHash={proof.fileHash} line={proof.fileLine} />
        </li>
      ))}
    </ul>
  );
}
