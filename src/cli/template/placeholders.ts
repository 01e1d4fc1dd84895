/** Placeholders for values that only a deployment knows: in the form that their place wants, and shown as the template has them. */
import { placeUnknown, type Placed } from './place-unknown';
import { emptyLedger, nameOf, remember } from './placeholder-ledger';
import { ROOT, type SchemaNode } from './schema-node';
import { everyUnknown, isOpen, knownPartsIn, show, showAll } from './show-placeholders';

export interface Placeholders {
  /**
   * Replaces what is unknown in the properties of a resource; the same unknown value has the same placeholder each time.
   * @param root what is known of the properties' forms: by default this type's schema.
   */
  readonly place: (properties: unknown, root?: SchemaNode) => Placed;
  /** A placeholder for something that no template says, such as an app client that is still to be created. */
  readonly standFor: (shown: string) => string;
  /** Shows a text of the caller's own in other words. */
  readonly declare: (text: string, shown: string) => void;
  /** The text with every placeholder shown as the template has it. */
  readonly show: (text: string) => string;
  /** The same for each text in a value; a number that is a placeholder becomes text. */
  readonly showAll: (value: unknown) => unknown;
  /** The known parts of a text in order, with something unknown between each two: one part if all of it is known. */
  readonly knownParts: (text: string) => readonly string[];
  /** Whether a text has a placeholder in it; the account's has a known form and does not count. */
  readonly isOpen: (text: string) => boolean;
  /** Every value that was not known, as it is shown. */
  readonly unknown: () => string[];
}

/** @param region of the stack: ARNs and user pools that are not known are taken to be there. */
export function createPlaceholders(region: string): Placeholders {
  const ledger = emptyLedger(region);
  return {
    place: (properties, root = ROOT) => placeUnknown(ledger, properties, root),
    standFor: (shown) => remember(ledger, nameOf(ledger, shown), { shown }),
    declare: (text, shown) => void ledger.declared.set(text, shown),
    show: (text) => show(ledger, text),
    showAll: (value) => showAll(ledger, value),
    knownParts: (text) => knownPartsIn(ledger, text),
    isOpen: (text) => isOpen(ledger, text),
    unknown: () => everyUnknown(ledger),
  };
}
