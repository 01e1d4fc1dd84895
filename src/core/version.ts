/** Of the function and the tool alike. Bundles take this one field of package.json. */
export { version } from '../../package.json';
