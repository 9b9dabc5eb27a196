/** The 91 assertions of Sparkplug 3.0 that bind a host (ids without "tck-id-"), and what each of them looks at. */

export type HostCheck =
  | 'host id'
  | 'clean session of MQTT 3.1.1'
  | 'clean session of MQTT 5'
  | 'will topic'
  | 'will qos'
  | 'will retain'
  | 'will payload'
  | 'will time'
  | 'subscription'
  | 'birth first'
  | 'birth topic'
  | 'birth qos'
  | 'birth retain'
  | 'birth payload'
  | 'birth time'
  | 'state said again'
  | 'death before leaving'
  | 'death topic'
  | 'death payload'
  | 'death qos'
  | 'death retain'
  | 'every broker'
  | 'gap filled'
  | 'gap ends in Rebirth'
  | 'edge death'
  | 'device death'
  | 'rebirth topic'
  | 'rebirth delivery'
  | 'rebirth time'
  | 'rebirth seq'
  | 'rebirth metric'
  | 'device command';

const birth = 'host-topic-phid-birth';
const death = 'host-topic-phid-death';
const host = 'operational-behavior-host-application';
const flow = 'message-flow-phid-sparkplug';
const ncmd = 'operational-behavior-data-commands-ncmd';
const dcmd = 'operational-behavior-data-commands-dcmd';
const action = 'operational-behavior-edge-node-termination-host-action';
const servers = 'operational-behavior-primary-application-state-with-multiple-servers-state';

export const hostIds: Readonly<Record<HostCheck, readonly string[]>> = {
  'host id': [`${host}-host-id`],
  'clean session of MQTT 3.1.1': [`${flow}-clean-session-311`],
  'clean session of MQTT 5': [`${flow}-clean-session-50`],
  'will topic': [
    `${death}-required`,
    `${death}-topic`,
    `${host}-connect-will`,
    `${host}-connect-will-topic`,
    'payloads-state-will-message',
  ],
  'will qos': [`${death}-qos`, `${host}-connect-will-qos`, 'payloads-state-will-message-qos'],
  'will retain': [`${death}-retain`, `${host}-connect-will-retained`, 'payloads-state-will-message-retain'],
  'will payload': [`${death}-payload`, `${host}-connect-will-payload`, 'payloads-state-will-message-payload'],
  'will time': [`${death}-payload-timestamp-connect`],
  subscription: [`${birth}-sub-required`, `${flow}-subscription`, 'payloads-state-subscribe'],
  'birth first': [
    'conformance-primary-host',
    'intro-sparkplug-host-state',
    'principles-birth-certificates-order',
    'components-ph-state',
    `${birth}-message`,
    `${birth}-required`,
    `${flow}-state-publish`,
    `${host}-connect-birth`,
    'payloads-state-birth',
  ],
  'birth topic': [`${birth}-topic`, `${host}-connect-birth-topic`],
  'birth qos': [`${birth}-qos`, `${host}-connect-birth-qos`],
  'birth retain': [`${birth}-retain`, `${host}-connect-birth-retained`],
  'birth payload': [`${birth}-payload`, `${flow}-state-publish-payload`, `${host}-connect-birth-payload`, 'payloads-state-birth-payload'],
  'birth time': [`${birth}-payload-timestamp`, `${flow}-state-publish-payload-timestamp`],
  'state said again': ['message-flow-hid-sparkplug-state-message-delivered'],
  'death before leaving': [
    `${death}-payload-timestamp-disconnect-clean`,
    `${death}-payload-timestamp-disconnect-with-no-disconnect-packet`,
    `${host}-termination`,
    `${host}-disconnect-intentional`,
  ],
  'death topic': [`${host}-death-topic`],
  'death payload': [`${host}-death-payload`],
  'death qos': [`${host}-death-qos`],
  'death retain': [`${host}-death-retained`],
  'every broker': [`${servers}-subs`, servers, `${host}-multi-server-timestamp`],
  'gap filled': ['reordering-param', 'reordering-start', 'reordering-success'].map((word) => `operational-behavior-host-${word}`),
  'gap ends in Rebirth': ['operational-behavior-host-reordering-rebirth'],
  'edge death': ['node-offline', 'node-tags-stale', 'devices-offline', 'devices-tags-stale'].map((word) => `${action}-ndeath-${word}`),
  'device death': [`${action}-ddeath-devices-offline`, `${action}-ddeath-devices-tags-stale`],
  'rebirth topic': ['topics-ncmd-topic', `${ncmd}-rebirth-verb`, `${ncmd}-verb`],
  'rebirth delivery': ['topics-ncmd-mqtt', 'payloads-ncmd-qos', 'payloads-ncmd-retain'],
  'rebirth time': ['topics-ncmd-timestamp', 'payloads-ncmd-timestamp'],
  'rebirth seq': ['payloads-ncmd-seq'],
  'rebirth metric': [
    'topics-ncmd-payload',
    `${ncmd}-rebirth-name`,
    `${ncmd}-rebirth-value`,
    `${ncmd}-metric-name`,
    `${ncmd}-metric-value`,
    'payloads-name-cmd-requirement',
    'payloads-alias-data-cmd-requirement',
  ],
  'device command': [
    'topics-dcmd-topic',
    'topics-dcmd-mqtt',
    'topics-dcmd-timestamp',
    'topics-dcmd-payload',
    `${dcmd}-verb`,
    `${dcmd}-metric-name`,
    `${dcmd}-metric-value`,
    'payloads-dcmd-timestamp',
    'payloads-dcmd-seq',
    'payloads-dcmd-qos',
    'payloads-dcmd-retain',
  ],
};
