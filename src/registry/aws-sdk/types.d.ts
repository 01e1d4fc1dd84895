export interface CredentialsOptions {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}
export interface ServiceConfigurationOptions {
  credentials?: CredentialsOptions | null;
  region?: string;
}
export type AWSError = Error;
export type Service = object;
export type PromiseResult<Data, _Error> = Data;
export type NextToken = string;
export type ClientRequestToken = string;
export type LogicalResourceId = string;
export type LogGroupName = string;
export type DimensionName = string;
export interface Dimension {
  Name: string;
  Value: string;
}
export interface InputLogEvent {
  timestamp: number;
  message: string;
}
declare const clients: Record<string, new () => Service>;
export default clients;
