/** The MQTT topics of the contract: how they are written and read. */

export const JSON_ROOT = 'grid/v1';
export const SPARKPLUG_ROOT = 'spBv1.0';
export const JSON_FILTER = `${JSON_ROOT}/#`;
export const SPARKPLUG_FILTER = `${SPARKPLUG_ROOT}/#`;

/** `grid/v1/{area}/{kind}/{id}`; area null is written "-". */
export const jsonTopic = (area: string | null, kind: string, id: string): string => `${JSON_ROOT}/${area ?? '-'}/${kind}/${id}`;

/** Where meter sources hear which meter to ask (rule A8); ignored when it comes back to us. */
export const pingTopic = (area: string | null, servicePoint: string): string => jsonTopic(area, 'ping', servicePoint);

export const stateTopic = (hostId: string): string => `${SPARKPLUG_ROOT}/STATE/${hostId}`;

const OWN_TOPICS: readonly RegExp[] = [
  /^grid\/v1\/[^/+#]+\/ping\/[^/+#]+$/,
  /^spBv1\.0\/STATE\/[^/+#]+$/,
  /^spBv1\.0\/[^/+#]+\/NCMD\/[^/+#]+$/,
];

/** Everything Relight may ever publish: meter ping requests, its own STATE, Rebirth requests (promise P16). */
export const mayLeave = (topic: string): boolean => OWN_TOPICS.some((allowed) => allowed.test(topic));
