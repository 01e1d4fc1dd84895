from aws_cdk import App

from photos_stack import PhotosStack

app = App()
PhotosStack(app, "PhotosByCustomResource", "custom-resource")
PhotosStack(app, "PhotosByRegistryType", "registry-type")
app.synth()
