import { SERVICE, type Conclusion, type Costs } from '../core/log/journal';

export interface Measured extends Conclusion, Costs {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly isAnswered: boolean;
}

/** The namespace of all metrics. */
const NAMESPACE = 'IdentityPoolWithRoles';

/**
 * One request as a document of CloudWatch's embedded metric format, from which CloudWatch Logs makes metrics by itself.
 * A metric that stayed zero is written too: an alarm on its sum then has data.
 */
export function metricsOf({ now, outcome, code, isAnswered, durationMs, calls, throttled }: Measured): string {
  const count = (name: string): { Name: string; Unit: string } => ({ Name: name, Unit: 'Count' });
  return JSON.stringify({
    _aws: {
      Timestamp: now,
      CloudWatchMetrics: [
        {
          Namespace: NAMESPACE,
          Dimensions: [['service']],
          Metrics: [
            ...['Succeeded', 'Refused', 'Failed', 'Unanswered', 'Calls', 'Throttled'].map(count),
            { Name: 'Duration', Unit: 'Milliseconds' },
          ],
        },
        { Namespace: NAMESPACE, Dimensions: [['service', 'code']], Metrics: [count('Requests')] },
      ],
    },
    service: SERVICE,
    code: code ?? 'Success',
    Requests: 1,
    Succeeded: Number(outcome === 'succeeded'),
    Refused: Number(outcome === 'refused'),
    Failed: Number(outcome === 'failed'),
    Unanswered: Number(!isAnswered),
    Calls: calls,
    Throttled: throttled,
    Duration: durationMs,
  });
}
