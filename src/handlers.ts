import './registry/aws-sdk/serve';
import { openClients } from './aws/clients';
import { connect } from './aws/connect';
import { systemClock } from './aws/system-clock';
import { defined } from './core/defined';
import { createLifecycle } from './core/lifecycle';
import { createResource } from './registry/resource';

export const { entrypoint, testEntrypoint } = createResource({
  lifecycleFor: ({ credentials, region, log, onCall, signal, timeLeft }) =>
    createLifecycle({
      aws: connect(openClients({ region, credentials }), defined({ clock: systemClock, signal, timeLeft, onCall })),
      clock: systemClock,
      log,
      signal,
    }),
});
