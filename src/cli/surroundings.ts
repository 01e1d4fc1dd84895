import { name } from '../core/version';

/** What the terminal, the environment and the place where it is installed ask of the tool. */
type Environment = Readonly<Record<string, string | undefined>>;

interface Stream {
  /** undefined for a pipe or a file. */
  readonly isTTY?: boolean;
}

/** https://no-color.org; CI logs keep every escape sequence; TERM=dumb is a terminal that cannot. */
export function wantsColor(stream: Stream, environment: Environment): boolean {
  return isInteractive(stream, environment) && !isSet(environment['NO_COLOR']);
}

/** Somebody watches, and lines can be replaced. */
export function isInteractive({ isTTY }: Stream, environment: Environment): boolean {
  return isTTY === true && environment['TERM'] !== 'dumb' && (!isSet(environment['CI']) || environment['CI'] === 'false');
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}

/** Said to somebody who watches, and not into the logs of every run: npm says it there when it installs the tool. */
export function nodeNotice(version: string, stream: Stream, environment: Environment): string | undefined {
  const major = Number.parseInt(version, 10);
  if (major >= 22 || !isInteractive(stream, environment) || environment['NODE_NO_WARNINGS'] === '1') return undefined;
  return `note: Node.js ${major} gets no security updates any more, and later versions of this tool will need 22 or newer.`;
}

/** The AWS SDK for JavaScript takes no proxy from the environment, unlike most of AWS's other tools. */
export function proxyNotice(environment: Environment): string | undefined {
  const name = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'].find((each) => isSet(environment[each]));
  return name && `note: ${name} is set, and this tool does not use it: it connects to AWS directly.`;
}

/** How people call the tool that is in this file: by the package's name once it is installed, and as the package of the folder in a clone. */
export function callOf(file: string): string {
  return /[\\/]node_modules[\\/]/.test(file) ? `npx ${name}` : 'npx .';
}
