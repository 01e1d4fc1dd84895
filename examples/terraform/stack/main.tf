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

resource "aws_cloudformation_stack" "identities" {
  name          = "photos-identities"
  template_body = file("${path.module}/identity-pool.yml")

  parameters = {
    UserPoolId       = var.user_pool_id
    UserPoolClientId = var.user_pool_client_id
  }
}

# A policy of Terraform's own on the created role. The role's trust policy stays the identity pool's.
resource "aws_iam_role_policy" "own_folder" {
  name = "own-folder"
  role = aws_cloudformation_stack.identities.outputs["AuthenticatedRoleName"]

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Action = ["s3:GetObject", "s3:PutObject"]
      # Two dollar signs: IAM fills this in, not Terraform.
      Resource = "${var.bucket_arn}/$${cognito-identity.amazonaws.com:sub}/*"
    }]
  })
}

output "identity_pool_id" {
  value = aws_cloudformation_stack.identities.outputs["IdentityPoolId"]
}
