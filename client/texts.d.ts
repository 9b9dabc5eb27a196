/** Modules that the build makes out of the texts. */
declare module 'virtual:texts/en' {
  const messages: import('./ui/messagePair.ts').Messages;
  export default messages;
}
declare module 'virtual:texts/zh-CN' {
  const messages: import('./ui/messagePair.ts').Messages;
  export default messages;
}
