import { type ReactElement, useId, useState } from 'react';
import { t } from '../words.ts';
import './drop-zone.css';

export interface DropZoneProps {
  /** « Déposez ici les exports de la semaine ». */
  readonly label: string;
  readonly hint?: string;
  /** `.csv,.xlsx` */
  readonly accept: string;
  readonly multiple?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
  readonly disabled?: boolean;
}

/** Files, dropped or chosen: around the browser's own field, which the keyboard and every screen reader know. */
export function DropZone({
  label,
  hint,
  accept,
  multiple = true,
  onFiles,
  disabled = false,
}: DropZoneProps): ReactElement {
  const [isOver, setIsOver] = useState(false);
  const id = useId();
  const take = (files: FileList | null) => {
    if (!disabled && files && files.length > 0) onFiles([...files]);
  };
  return (
    <div
      className="drop-zone"
      data-over={isOver ? '' : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <strong id={`${id}-label`}>{label}</strong>
      <input
        id={id}
        type="file"
        accept={accept}
        multiple={multiple}
        disabled={disabled}
        aria-labelledby={`${id}-label ${id}-button`}
        aria-describedby={`${id}-hint`}
        onChange={(event) => {
          take(event.currentTarget.files);
          // The same file may be chosen again after it was corrected.
          event.currentTarget.value = '';
        }}
      />
      <label className="drop-zone-button" htmlFor={id} id={`${id}-button`}>
        {multiple ? t('Choisir les fichiers', 'Choose the files') : t('Choisir le fichier', 'Choose the file')}
      </label>
      <p className="soft small" id={`${id}-hint`}>
        {hint ?? t('Ou glissez les fichiers dans ce cadre.', 'Or drag the files into this frame.')}
      </p>
    </div>
  );
}
