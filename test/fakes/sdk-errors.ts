/** Errors that callers cannot distinguish from the SDK's: of its classes where it has one, with its fields. */
import type { FakeService } from './operation';

export interface ErrorDescription {
  readonly name: string;
  readonly message?: string;
  readonly httpStatusCode?: number;
  /** Set for errors of the network, such as ECONNRESET: they carry no HTTP status. */
  readonly code?: string;
}

type ExceptionClass = new (options: {
  name: string;
  message: string;
  $fault: 'client' | 'server';
  $metadata: { httpStatusCode: number; requestId: string; attempts: number };
}) => Error;

export const sdkError = (service: FakeService, { name, message = name, httpStatusCode, code }: ErrorDescription): Error => {
  if (code !== undefined) return Object.assign(new Error(message), { name, code, $metadata: { attempts: 1 } });
  const status = httpStatusCode ?? service.statusOf(name);
  const classes = service.sdk as Readonly<Record<string, ExceptionClass | undefined>>;
  const Exception = classes[name] ?? classes[service.baseException];
  if (Exception === undefined) throw new TypeError(`The SDK of ${service.name} has no ${service.baseException}`);
  return new Exception({
    name,
    message,
    $fault: status >= 500 ? 'server' : 'client',
    $metadata: { httpStatusCode: status, requestId: '00000000-0000-4000-8000-000000000000', attempts: 1 },
  });
};

/** As the SDK's request handler throws it. */
export const abortError = (): Error => Object.assign(new Error('Request aborted'), { name: 'AbortError' });
