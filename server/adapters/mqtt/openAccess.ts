/** Access while no users exist: anyone on this machine may publish; nobody may listen to more than what concerns field sources. */

import type { Access } from '../../doorPorts.ts';

const LISTEN: readonly RegExp[] = [
  /^grid\/v1\/[^/#]+\/ping\/[^/#]+$/,
  /^spBv1\.0\/STATE\/[^/#]+$/,
  /^spBv1\.0\/[^/#]+\/NCMD\/[^/#]+$/,
  /^spBv1\.0\/[^/#]+\/DCMD\/[^/#]+\/[^/#]+$/,
];

/** Field clients hear ping requests, host STATE and their own commands; readings are read over HTTP, where roles are checked. */
export const isFieldFilter = (filter: string): boolean => LISTEN.some((allowed) => allowed.test(filter));

/** Tools take a new client id each time; messages without a source must not make a new source each time. */
const ANONYMOUS = 'anonymous';

export const openAccess: Access = {
  async authenticate({ username, loopback }) {
    return loopback ? { ok: true, identity: username ?? ANONYMOUS } : { ok: false, reason: 'auth-required' };
  },
  mayPublish: () => true,
  maySubscribe: (_, filter) => isFieldFilter(filter),
  maySpeakFor: () => true,
};
