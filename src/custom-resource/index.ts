import { openClients } from '../aws/clients';
import { connect } from '../aws/connect';
import { systemClock } from '../aws/system-clock';
import { createLifecycle } from '../core/lifecycle';
import { levelFrom } from '../core/log/journal';
import { deliver } from './answer';
import { settingsFrom } from './environment';
import { createHandler } from './handler';

export const handler = createHandler({
  clock: systemClock,
  deliver,
  responseOrigin: process.env['RESPONSE_ORIGIN'],
  settings: settingsFrom(process.env),
  // Not by the console: where Lambda's log format is JSON, its console puts each line as a text into a line of its own.
  write: (line) => void process.stdout.write(`${line}\n`),
  logLevel: levelFrom(process.env['LOG_LEVEL']),
  writesMetrics: process.env['METRICS'] === 'true',
  lifecycleFor: ({ place: { region }, log, onCall, signal, timeLeft }) =>
    createLifecycle({
      aws: connect(openClients({ region }), { clock: systemClock, signal, timeLeft, onCall }),
      clock: systemClock,
      log,
      signal,
    }),
});
