/** What a log line says of an unexpected error: where it was thrown. Its text may quote what it was handling, so that it is nowhere. */
export interface ErrorPlace {
  readonly name: string;
  /** The innermost frame, such as `/var/task/custom-resource.js:12`. */
  readonly location: string;
  readonly stack: string;
  readonly cause?: ErrorPlace;
}

/** Of anything that can be thrown. */
export function placeOf(error: unknown, depth = 0): ErrorPlace {
  if (!(error instanceof Error)) return { name: typeof error, location: '', stack: '' };
  const name = /^[\w$.]{1,80}$/.test(error.name) ? error.name : 'Error';
  const frames = framesOf(error);
  return {
    name,
    location: /\(?([^()\s]+:\d+):\d+\)?$/.exec(frames[0] ?? '')?.[1] ?? '',
    stack: [name, ...frames].join('\n'),
    ...(error.cause === undefined || depth === DEEPEST_CAUSE ? {} : { cause: placeOf(error.cause, depth + 1) }),
  };
}

const DEEPEST_CAUSE = 3;

/** The text comes before the frames and may have lines that look like some. */
function framesOf({ stack, message }: Error): string[] {
  const text = typeof stack === 'string' ? stack : '';
  const at = message === '' ? -1 : text.indexOf(message);
  const rest = at < 0 ? text : text.slice(at + message.length);
  return rest.split('\n').filter((line) => FRAME.test(line));
}

/** As V8 writes one: the place in a file, with line and column, is at its end. */
const FRAME = /^ {4}at (?:[\w$.<>[\] ]+ )?\(?(?:[\w:./\\@+~-]+:\d+:\d+|native|<anonymous>)\)?$/;
