/** Builds the channels that the settings name; in simulated time and in the demo nothing real is built (rule M13). */

import type { ChannelName } from '../shared/records/notification.ts';
import { createDingtalkRobot } from './adapters/channels/dingtalkRobot.ts';
import { createEmail } from './adapters/channels/email.ts';
import { createHttpGateway } from './adapters/channels/httpGateway.ts';
import { createTestChannel } from './adapters/channels/testChannel.ts';
import { createWebhook } from './adapters/channels/webhook.ts';
import { createWecomRobot } from './adapters/channels/wecomRobot.ts';
import type { Announcer, Channel } from './channelPorts.ts';
import type { Config } from './config.ts';

export type Channels = {
  readonly to: ReadonlyMap<ChannelName, Channel>;
  readonly announcers: readonly Announcer[];
  readonly test: boolean;
};

export function buildChannels(config: Config): Channels {
  if (config.RELIGHT_CLOCK === 'simulated' || config.RELIGHT_DEMO === 'on') {
    const test = createTestChannel();
    return {
      to: new Map([
        ['sms', test],
        ['voice', test],
        ['email', test],
      ]),
      announcers: [],
      test: true,
    };
  }
  const to = new Map<ChannelName, Channel>();
  const { RELIGHT_SMS_URL: sms, RELIGHT_VOICE_URL: voice, RELIGHT_SMTP_URL: smtp, RELIGHT_GATEWAY_SECRET: secret } = config;
  if (sms) to.set('sms', createHttpGateway({ url: sms, secret, channel: 'sms' }));
  if (voice) to.set('voice', createHttpGateway({ url: voice, secret, channel: 'voice' }));
  if (smtp) to.set('email', createEmail({ url: smtp, from: config.RELIGHT_MAIL_FROM }));
  const announcers: Announcer[] = [];
  if (config.RELIGHT_WEBHOOK_URL) announcers.push(createWebhook({ url: config.RELIGHT_WEBHOOK_URL, secret }));
  if (config.RELIGHT_WECOM_URL) announcers.push(createWecomRobot({ url: config.RELIGHT_WECOM_URL }));
  if (config.RELIGHT_DINGTALK_URL)
    announcers.push(createDingtalkRobot({ url: config.RELIGHT_DINGTALK_URL, secret: config.RELIGHT_DINGTALK_SECRET }));
  return { to, announcers, test: false };
}
