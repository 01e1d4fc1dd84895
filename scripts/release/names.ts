import { name, version } from '../../package.json';

/** The files of a release. A package's name has the version in it, because nobody should store two packages under one name. */
export const FILES = {
  tool: `${name}-${version}.tgz`,
  customResource: `${name}-custom-resource-${version}.zip`,
  customResourceTemplate: 'custom-resource.yml',
  registryType: `${name}-registry-type-${version}.zip`,
  registryTypeRole: 'registry-type-role.yml',
  rolloutOfRegistryType: 'rollout-registry-type.yml',
  parametersOfRegistryType: 'rollout-registry-type.json',
  rolloutOfCustomResource: 'rollout-custom-resource.yml',
  parametersOfCustomResource: 'rollout-custom-resource.json',
  instructions: 'INSTALL.md',
  notices: 'THIRD-PARTY-NOTICES.txt',
  license: 'LICENSE',
  checksums: 'SHA256SUMS',
} as const;

/** Of what is inside a package, in CycloneDX. */
export const billOf = (packageName: string): string => packageName.replace(/\.(zip|tgz)$/, '.cdx.json');
