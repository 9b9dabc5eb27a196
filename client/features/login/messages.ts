/** Texts of the sign-in page. */

import type { MessagePair } from '../../ui/messagePair.ts';

export const loginMessages: MessagePair = {
  en: {
    what: 'Outages and repairs as they happen',
    signIn: 'Sign in',
    user: 'User',
    password: 'Password',
    name: 'Name',
    first: 'Create the administrator',
    firstWhat: 'Nobody has been created yet. The first person becomes the administrator; there is no default password.',
    create: 'Create and sign in',
    demo: 'Demo: choose who you are',
    demoWhat: 'No password in the demo. Everything is simulated.',
    language: 'Language',
    shortPassword: 'At least 10 characters',
    wrong: 'User or password is wrong.',
    locked: 'Too many wrong passwords. Wait some minutes, or ask the administrator.',
    failed: 'Signing in failed: {message}',
    noUsers: 'Ask the administrator for a user.',
  },
  'zh-CN': {
    what: '实时掌握停电与抢修',
    signIn: '登录',
    user: '用户',
    password: '密码',
    name: '姓名',
    first: '创建管理员',
    firstWhat: '尚未创建任何用户。第一个用户将成为管理员；没有默认密码。',
    create: '创建并登录',
    demo: '演示：请选择身份',
    demoWhat: '演示无需密码，一切均为模拟。',
    language: '语言',
    shortPassword: '至少 10 个字符',
    wrong: '用户或密码错误。',
    locked: '密码错误次数过多。请稍候，或联系管理员。',
    failed: '登录失败：{message}',
    noUsers: '请向管理员索取用户。',
  },
};
