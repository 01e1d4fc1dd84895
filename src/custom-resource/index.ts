import { openClients } from '../aws/clients';
import { connect } from '../aws/connect';
import { systemClock } from '../aws/system-clock';
import { createLifecycle } from '../core/lifecycle';
import { deliver } from './answer';
import { settingsFrom } from './environment';
import { createHandler } from './handler';

export const handler = createHandler({
  clock: systemClock,
  deliver,
  responseOrigin: process.env['RESPONSE_ORIGIN'],
  settings: settingsFrom(process.env),
  log: (line) => console.log(line),
  lifecycleFor: ({ place: { region }, log, signal, timeLeft }) =>
    createLifecycle({ aws: connect(openClients({ region }), { clock: systemClock, signal, timeLeft }), clock: systemClock, log, signal }),
});
