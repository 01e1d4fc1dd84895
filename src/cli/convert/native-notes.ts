/** What the author has to know about the native resources as a whole. */
import { isMap } from '../template/template';
import { partsOf, type Conversion } from './conversion';
import { propertyOf } from './native';
import { at } from './report';
import { plain } from './source';

const MACRO = 'Fn::Transform';

/** Properties that are maps, and whose readers do not say what they leave out. */
const MAPS = ['Roles', 'PrincipalTags'];

/** What macros add is not known, and what is of another type than CloudFormation takes cannot be read. */
export function unreadableParts({ source, native, handedOver }: Conversion): string[] {
  return [...partsOf(native), ...handedOver.map(({ resource }) => resource)].flatMap((resource) => {
    const { properties } = resource;
    const whole = plain(source.yaml, resource.map.get('Properties', true));
    const maps = [['Properties', whole] as const, ...MAPS.map((key) => [key, properties[key]] as const)];
    const wrong = maps.filter(([, value]) => value !== undefined && value !== null && !isMap(value));
    const open = maps.filter(([, value]) => isMap(value) && Object.hasOwn(value, MACRO));
    return [
      ...wrong.map(([key]) => `${at(resource)}: ${key}, which is no map. Correct it.`),
      ...open.map(([key]) => `${at(resource)}: what ${MACRO} adds to ${key}, because only a deployment knows it. Write it out.`),
    ];
  });
}

export function notesOnNative({ source, native, handedOver }: Conversion): string[] {
  const { pool } = native;
  const resources = [...partsOf(native), ...handedOver.map(({ resource }) => resource)];
  return [
    ...resources.flatMap((resource) => {
      const metadata = plain(source.yaml, resource.map.get('Metadata', true));
      const keys = isMap(metadata) ? Object.keys(metadata).filter((key) => key !== 'aws:cdk:path') : [];
      return keys.length === 0 ? [] : [`${at(resource)}: its Metadata (${keys.join(', ')}) is left out.`];
    }),
    ...handedOver.flatMap(({ resource, stays }) =>
      stays === undefined ? [] : [`${at(resource)} stays, because ${stays}. The pool gets a role of its own with the same permissions.`],
    ),
    ...(propertyOf(source, pool, 'IdentityPoolTags') !== undefined && handedOver.length > 0
      ? [`${at(pool)}: its tags are put on the created roles too.`]
      : []),
    ...(propertyOf(source, pool, 'AllowClassicFlow') === undefined
      ? [
          `${at(pool)}: AllowClassicFlow is not set. A new pool has the classic flow off; a pool that moves keeps what it has, and unset is not off. Set it to false, unless an app uses that flow.`,
        ]
      : []),
  ];
}
