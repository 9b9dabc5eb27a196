/** Record ids made by Relight carry their kind; ids of network things are the source's own bare text. */

export type OutageId = `outage:${string}`;
export type JobId = `job:${string}`;
export type NotificationId = `notification:${string}`;
export type PlannedId = `planned:${string}`;
export type ComplaintId = `complaint:${string}`;
export type CallId = string;

/** Ids of things in the network file, exactly as the source spells them. */
export type BranchId = string;
export type NodeId = string;
export type ServicePointId = string;
export type FeederId = string;
export type AreaId = string;
export type SubstationId = string;

/** Who measured or said something: an RTU, a head-end, a call centre, a Sparkplug device. */
export type SourceId = string;
export type CrewId = string;

export const outageId = (key: string | number): OutageId => `outage:${key}`;
export const jobId = (key: string | number): JobId => `job:${key}`;
export const notificationId = (key: string | number): NotificationId => `notification:${key}`;
export const plannedId = (key: string | number): PlannedId => `planned:${key}`;
export const complaintId = (key: string | number): ComplaintId => `complaint:${key}`;

/** Key of a record on the live feed: kind and id, the kind written once ("outage:7", "device:cb-31"). */
export const recordKey = (kind: string, id: string): string => (id.startsWith(`${kind}:`) ? id : `${kind}:${id}`);
