/** @file How the preview of an import reads: its four groups, each in a sentence. */
import type { PendingImport } from '../../state/backup';
import { counted } from '../../ui/units';

export interface ImportGroup {
  readonly name: 'added' | 'conflicts' | 'same' | 'unknown';
  readonly count: number;
  readonly label: string;
  readonly meaning: string;
}

/** The groups that hold anything. */
export function importGroups(pending: PendingImport): readonly ImportGroup[] {
  const groups: readonly ImportGroup[] = [
    {
      name: 'added',
      count: pending.added.length,
      label: 'New',
      meaning: 'You have said nothing about them here yet.',
    },
    {
      name: 'conflicts',
      count: pending.conflicts.length,
      label: 'Different',
      meaning: 'Rated differently here and in the file. Merging keeps the newer rating.',
    },
    {
      name: 'same',
      count: pending.same.length,
      label: 'Unchanged',
      meaning: 'Rated the same here.',
    },
    {
      name: 'unknown',
      count: pending.unknown.length,
      label: 'Not in this catalogue',
      meaning: 'Kept all the same, and used once a model knows them.',
    },
  ];
  return groups.filter(({ count }) => count > 0);
}

/** `38 films`, `one film`: what the file holds. */
export function importSize(pending: PendingImport): string {
  return counted(pending.backup.entries.length, 'film');
}
