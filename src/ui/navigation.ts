/** @file One entry of {@link TopBar}. */
import type { IconName } from './icons';

export interface NavigationItem {
  readonly href: string;
  readonly label: string;
  /** For the tab bar on phones. */
  readonly icon: IconName;
  /** Left out of the tab bar on phones, which has room for five. */
  readonly wideOnly?: boolean;
}
