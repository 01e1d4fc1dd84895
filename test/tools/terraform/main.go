// Checks a desired state against a type's schema with the library by which the AWS provider of Terraform does so.
package main

import (
	"fmt"
	"os"

	cfschema "github.com/hashicorp/aws-cloudformation-resource-schema-sdk-go"
)

// Arguments: the schema's file, the desired state's file, and paths of which it says whether a change of them makes a new resource.
func main() {
	document, err := read(os.Args[1])
	if err != nil {
		fail(err)
	}
	desired, err := os.ReadFile(os.Args[2])
	if err != nil {
		fail(err)
	}
	if err := document.ValidateConfigurationDocument(string(desired)); err != nil {
		fail(err)
	}
	resource, err := document.Resource()
	if err != nil {
		fail(err)
	}
	for _, path := range os.Args[3:] {
		fmt.Println(path, resource.IsCreateOnlyPropertyPath(path))
	}
}

func read(file string) (*cfschema.ResourceJsonSchema, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	sanitized, err := cfschema.Sanitize(string(text))
	if err != nil {
		return nil, err
	}
	return cfschema.NewResourceJsonSchemaDocument(sanitized)
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
