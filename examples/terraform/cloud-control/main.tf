terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "user_pool_id" {
  type = string
}

variable "user_pool_client_id" {
  type = string
}

variable "bucket_arn" {
  type        = string
  description = "Users read and write their own folder of this bucket."
}

locals {
  identities = {
    AuthenticationProviders = {
      UserPools = [{
        UserPoolId       = var.user_pool_id
        UserPoolClientId = var.user_pool_client_id
      }]
    }
    AuthenticatedRole = {
      Policies = [{
        PolicyName = "own-folder"
        PolicyDocument = {
          Version = "2012-10-17"
          Statement = [{
            Effect = "Allow"
            Action = ["s3:GetObject", "s3:PutObject"]
            # Two dollar signs: IAM fills this in, not Terraform.
            Resource = "${var.bucket_arn}/$${cognito-identity.amazonaws.com:sub}/*"
          }]
        }
      }]
    }
    UnauthenticatedRole = {
      Create = false
    }
  }
}

resource "aws_cloudcontrolapi_resource" "identities" {
  type_name     = "Community::Cognito::IdentityPoolWithRoles"
  desired_state = jsonencode(local.identities)
}

output "identity_pool_id" {
  value = aws_cloudcontrolapi_resource.identities.id
}

output "authenticated_role_arn" {
  value = jsondecode(aws_cloudcontrolapi_resource.identities.properties)["AuthenticatedRoleArn"]
}
