import { App } from 'aws-cdk-lib/core';
import { PhotosStack } from './lib/photos-stack';

const app = new App();
new PhotosStack(app, 'PhotosByCustomResource', 'custom-resource');
new PhotosStack(app, 'PhotosByRegistryType', 'registry-type');
app.synth();
