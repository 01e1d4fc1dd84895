import { dnsSuffixOf } from '../core/rules/partition';

/**
 * CloudFormation's answer stores are buckets, whose names end in the partition's DNS suffix. Another address would get ids and ARNs of this account,
 * or make the function call into its own network.
 * @param allowedOrigin of an emulator, such as `http://127.0.0.1:4566`; for tests on a local AWS emulator only.
 * @returns what is wrong with the address, without quoting it: whoever has it can answer in our place.
 */
export function problemOfResponseUrl(responseUrl: string, region: string, allowedOrigin: string | undefined): string | undefined {
  const url = URL.canParse(responseUrl) ? new URL(responseUrl) : undefined;
  if (url === undefined) return 'ResponseURL is not a URL';
  if (allowedOrigin !== undefined && allowedOrigin !== '' && url.origin === new URL(allowedOrigin).origin) return undefined;
  if (url.protocol !== 'https:') return `ResponseURL has the scheme ${url.protocol} and not https:`;
  if (url.username !== '' || url.password !== '') return 'ResponseURL has a user name in it';
  const suffixes = ['amazonaws.com', 'amazonaws.com.cn', dnsSuffixOf(region)];
  return suffixes.some((suffix) => url.hostname.endsWith(`.${suffix}`))
    ? undefined
    : "ResponseURL is not the address of a bucket of CloudFormation's";
}

/** When CloudFormation signed the URL, in milliseconds since the epoch: that is when it sent the event. undefined: the URL does not show it. */
export function signedAt(responseUrl: string): number | undefined {
  const query = URL.canParse(responseUrl) ? new URL(responseUrl).searchParams : new URLSearchParams();
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get('X-Amz-Date') ?? '') ?? [];
  if (year === undefined) return undefined;
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  return Number.isNaN(time) ? undefined : time;
}
