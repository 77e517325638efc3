/** @file A message for {@link ToastRegion}. */

export interface ToastMessage {
  readonly id: number;
  /** What happened: `Rated Heat four stars.` */
  readonly message: string;
  /** `Undo`; needs `onaction`. */
  readonly actionLabel?: string;
  readonly onaction?: () => void;
}
