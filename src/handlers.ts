/** Owns the composition of the registry type: the entry points of dist/handlers.js, under the names that .rpdk-config gives. */
import { DEFAULT_CALL_POLICY } from './aws/calls';
import { openClients } from './aws/clients';
import { connect } from './aws/connect';
import { createLifecycle } from './core/lifecycle';
import { createResource } from './registry/resource';
import { systemClock } from './system-clock';

export const { entrypoint, testEntrypoint } = createResource({
  lifecycleFor: ({ credentials, region, log, signal }) =>
    createLifecycle({
      aws: connect(openClients({ region, credentials }), { ...DEFAULT_CALL_POLICY, signal }),
      clock: systemClock,
      log,
      signal,
    }),
});
