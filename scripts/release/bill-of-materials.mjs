import { cyclonedxEsbuildPlugin } from '@cyclonedx/cyclonedx-esbuild';

/**
 * Writes beside a bundle what it really has in it, after tree shaking, with the text of each license, in CycloneDX.
 * Reproducible: no serial number, no time, nothing random.
 */
export const billOfMaterials = (outputFile) =>
  cyclonedxEsbuildPlugin({ outputFile, gatherLicenseTexts: true, outputReproducible: true, validate: true, logLevel: 'silent' });
