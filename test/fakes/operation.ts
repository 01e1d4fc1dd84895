/** What a fake service consists of: operations that check their input and then act, and the refusals they throw. */
import { structure, type Checked, type Members } from './constraints';

export interface Operation {
  /** Violations of the members' constraints. */
  readonly violations: (input: unknown) => readonly string[];
  readonly act: (input: never) => object;
}

export type Operations = Readonly<Record<string, Operation>>;

/** What a service holds, by the subject that a call names: copied, and put back whole. */
export interface Holdings {
  readonly get: (subject: string) => object | undefined;
  readonly all: () => Map<string, object>;
  readonly replace: (all: ReadonlyMap<string, object>) => void;
}

export interface FakeService {
  readonly name: string;
  readonly operations: Operations;
  /** A call is about the one that `subjectOf` names. */
  readonly holdings: Holdings;
  readonly subjectOf: (input: Readonly<Record<string, unknown>>) => string | undefined;
  /** The error that violations of member constraints give: services differ. */
  readonly violationError: string;
  /** The error of a call that is refused for its rate. */
  readonly throttlingError: string;
  /** Operations whose model lists ConcurrentModificationException. */
  readonly refusedBesideOtherWrites: readonly string[];
  /** The SDK's module, for its exception classes, and the class that errors without one of their own are of. */
  readonly sdk: object;
  readonly baseException: string;
  readonly statusOf: (errorName: string) => number;
}

/** @param members every member of the SDK's input with its constraints. */
export const operation = <Input extends object>(members: Members<Input>, act: (input: Checked<Input>) => object): Operation => {
  const shape = structure<Input>(members);
  return { violations: (input) => shape(input, ''), act };
};

export const heldIn = (map: Map<string, object>): Holdings => ({
  get: (subject) => map.get(subject),
  all: () => new Map(map),
  replace: (all) => {
    map.clear();
    all.forEach((held, subject) => map.set(subject, held));
  },
});

export const isRead = (operationName: string): boolean => /^(Describe|Get|List)/.test(operationName);

/** What a service answers instead of a result; the border turns it into the SDK's own exception. */
export class Refusal extends Error {
  constructor(
    override readonly name: string,
    message: string,
  ) {
    super(message);
  }
}
