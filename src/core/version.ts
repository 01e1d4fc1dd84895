/** Of the function and the tool alike. Bundles take these fields of package.json and no others. */
export { name, version } from '../../package.json';
