/** Reasons for what sources send as plain JSON, and for the connection it comes through. */

export const messageReasons = {
  'area-mismatch': {
    en: 'The topic names another area than the one of the device: correct the area level in the sender.',
    zh: '主题中的区域与设备所属区域不符：请在发送端更正区域层级。',
  },
  'auth-required': { en: 'No valid identity was given: set user name and password.', zh: '没有有效身份：请设置用户名和密码。' },
  'call-conflict': {
    en: 'The fields of the call point to different customers: ask the caller and match it by hand.',
    zh: '来电信息指向不同的用户：请与来电人核实后手工匹配。',
  },
  'cause-unknown': {
    en: 'The cause word is unknown and counts as unknown: use trip, lockout, reclose, command, manual or unknown.',
    zh: '原因词无法识别，按未知处理：请使用 trip、lockout、reclose、command、manual 或 unknown。',
  },
  chatter: {
    en: 'The contact toggles too fast and the point is suppressed: check the contact and its wiring.',
    zh: '触点变位过快，该点已被抑制：请检查触点和接线。',
  },
  'clock-ignored': {
    en: 'A clock message was ignored because the server runs on wall time: stop the simulator or set RELIGHT_CLOCK=simulated.',
    zh: '服务器使用真实时间，时钟消息已忽略：请停止仿真器或设置 RELIGHT_CLOCK=simulated。',
  },
  'comm-lost': {
    en: 'The source is silent and its points are unknown: check its communication.',
    zh: '数据源无响应，其测点状态未知：请检查通信。',
  },
  duplicate: {
    en: 'Seen before and without a second effect: nothing to fix unless the number keeps growing.',
    zh: '重复消息，不再产生影响：除非数量持续增长，否则无需处理。',
  },
  'duplicate-key': { en: 'A JSON key appears twice: send every key once.', zh: 'JSON 中有重复的键：每个键只能出现一次。' },
  'empty-payload': { en: 'The message is empty: send a JSON object.', zh: '消息内容为空：请发送 JSON 对象。' },
  'event-id-conflict': {
    en: 'The same eventId came with other content and the first one stays: make every eventId unique.',
    zh: '同一 eventId 的内容不同，以首次为准：请保证每个 eventId 唯一。',
  },
  'evidence-conflict': {
    en: 'This contradicts a confirmed outage and was not acted on: check the device on site.',
    zh: '与已确认的停电相矛盾，未自动处理：请现场核实设备。',
  },
  'evidence-old': {
    en: 'The restoration is older than the outage and was not acted on: check the clock of the source.',
    zh: '复电时间早于停电时间，未处理：请检查数据源时钟。',
  },
  'evidence-quality': {
    en: 'The quality is too low to open or close an outage: repair the point or confirm by hand.',
    zh: '数据质量不足以判定停电或复电：请检修测点或人工确认。',
  },
  'field-length': {
    en: 'A field is empty or too long: keep identifiers within 1 to 200 characters.',
    zh: '字段为空或过长：标识长度应为 1 至 200 个字符。',
  },
  'forbidden-key': {
    en: 'The key __proto__, constructor or prototype is not accepted: rename it in the sender.',
    zh: '不接受键 __proto__、constructor 或 prototype：请在发送端改名。',
  },
  'id-mismatch': {
    en: 'The client id does not belong to these credentials: use the client id of this source.',
    zh: '客户端标识与凭据不符：请使用该数据源自己的客户端标识。',
  },
  'json-parse': {
    en: 'The payload is not valid JSON: correct the sender (RFC 8259).',
    zh: '内容不是有效的 JSON：请按 RFC 8259 更正发送端。',
  },
  'last-will': {
    en: 'The connection of a source broke and its last will was taken with the time of receipt: check its link.',
    zh: '数据源连接中断，遗嘱消息按接收时间处理：请检查其链路。',
  },
  late: {
    en: 'Older data arrived late and completes the history only: check the delay of the source.',
    zh: '数据迟到，仅补充历史：请检查数据源延迟。',
  },
  'missing-field': { en: 'A required field is missing: add the field named in the detail.', zh: '缺少必填字段：请补充详情中指出的字段。' },
  'no-identity': {
    en: 'No source, seq or eventId: repeats are found by content only; let the sender add them.',
    zh: '没有 source、seq 或 eventId，只能按内容判重：请在发送端补充。',
  },
  'no-seq': {
    en: 'No sequence number, so loss cannot be detected: let the sender add a gap-free seq.',
    zh: '没有序号，无法发现丢失：请在发送端增加连续的 seq。',
  },
  'no-source': {
    en: 'No source was given and the identity was taken: let the sender add source.',
    zh: '未给出 source，已采用登录身份：请在发送端补充。',
  },
  'not-allowed': {
    en: 'This identity has no right for the topic, filter or command: grant it or correct the sender.',
    zh: '该身份无权使用此主题、订阅或命令：请授权或更正发送端。',
  },
  'not-an-object': {
    en: 'The payload is JSON but no object: send one object a message.',
    zh: '内容是 JSON 但不是对象：每条消息请发送一个对象。',
  },
  'number-range': {
    en: 'A number is outside its range: correct the value or send large numbers as text.',
    zh: '数值超出范围：请更正数值，过大的数请以文本发送。',
  },
  'phone-format': {
    en: 'This is not a phone number: send digits with an optional leading +.',
    zh: '不是电话号码：请发送数字，可带前导 +。',
  },
  'ping-request': {
    en: 'A meter ping request came back to us and was ignored: nothing to do.',
    zh: '电表召测请求返回本系统，已忽略：无需处理。',
  },
  poison: {
    en: 'Working on this event failed three times and it was set aside: report it with its raw content.',
    zh: '该事件三次处理失败，已隔离：请连同原始内容上报。',
  },
  'position-faulty': {
    en: 'The switch reports a faulty position and is unknown: check its auxiliary contacts.',
    zh: '开关位置故障，状态未知：请检查辅助触点。',
  },
  'position-in-travel': {
    en: 'The switch is between its positions and a timer runs: check it if it stays there.',
    zh: '开关处于中间位置，正在计时：如持续请检查。',
  },
  'protocol-malformed': { en: 'The bytes are not MQTT: point the client at the right port.', zh: '数据不是 MQTT 协议：请连接正确的端口。' },
  'protocol-version': {
    en: 'The embedded broker speaks MQTT 3.1.1 only: set the client to 3.1.1 or use an external broker.',
    zh: '内置代理仅支持 MQTT 3.1.1：请将客户端设为 3.1.1 或使用外部代理。',
  },
  qos0: {
    en: 'Sent with QoS 0 and outside the loss promise: let the sender use QoS 1.',
    zh: '以 QoS 0 发送，不在不丢失承诺之内：请改用 QoS 1。',
  },
  'qos2-refused': { en: 'QoS 2 is not accepted: use QoS 1.', zh: '不接受 QoS 2：请使用 QoS 1。' },
  'quality-unknown': {
    en: 'The quality word is unknown and counts as invalid: use good, questionable or invalid.',
    zh: '质量词无法识别，按无效处理：请使用 good、questionable 或 invalid。',
  },
  'rate-limit': { en: 'Too many requests: slow the sender down or raise its budget.', zh: '请求过多：请降低发送速率或提高其限额。' },
  'retain-stripped': {
    en: 'A live event came with the retain flag, which was removed: publish events without retain.',
    zh: '实时事件带有保留标志，已去除：请不要以保留方式发布事件。',
  },
  'retained-copy': {
    en: 'A stored copy of an old message was ignored: clear retained messages on the broker.',
    zh: '已忽略旧消息的保留副本：请清除代理上的保留消息。',
  },
  'same-time': {
    en: 'Two events carry one time and are ordered by seq: let the source send milliseconds.',
    zh: '两个事件时间相同，按 seq 排序：请让数据源提供毫秒。',
  },
  'schema-unknown': {
    en: 'The version of the topic or file is not known: upgrade the product or correct the version.',
    zh: '主题或文件版本未知：请升级本系统或更正版本。',
  },
  'seq-conflict': {
    en: 'The same source and seq came with other content and the first one stays: check the counter of the source.',
    zh: '同一数据源与序号的内容不同，以首次为准：请检查数据源计数器。',
  },
  'seq-gap': {
    en: 'Sequence numbers are missing and a coverage gap is stored: check the link of the source.',
    zh: '序号缺失，已记录覆盖空档：请检查数据源链路。',
  },
  'seq-reset': {
    en: 'The counter of the source restarted and a coverage gap is stored: let it persist seq or send epoch.',
    zh: '数据源计数器重新开始，已记录覆盖空档：请持久保存 seq 或发送 epoch。',
  },
  'slow-client': {
    en: 'The receiver does not read and was cut off: check its network or load.',
    zh: '接收端不读取数据，已断开：请检查其网络或负载。',
  },
  'source-mismatch': {
    en: 'The payload names a source of somebody else: correct source or the access list.',
    zh: '内容中的 source 属于他人：请更正 source 或访问列表。',
  },
  'text-encoding': {
    en: 'The bytes are not UTF-8 text: send uncompressed JSON in UTF-8.',
    zh: '内容不是 UTF-8 文本：请发送未压缩的 UTF-8 JSON。',
  },
  'text-replaced': {
    en: 'Unprintable characters were replaced for display: clean the text in the sender.',
    zh: '不可显示字符已替换：请在发送端清理文本。',
  },
  'text-truncated': {
    en: 'The text was cut for display: keep it within 2,000 characters.',
    zh: '文本显示时已截断：请控制在 2000 个字符以内。',
  },
  'text-unsafe': {
    en: 'The text holds markup, formulas or control characters and is shown as plain text: do not copy it into other programs.',
    zh: '文本含标记、公式或控制字符，仅以纯文本显示：请勿复制到其他程序。',
  },
  'time-format': {
    en: 'The time is not RFC 3339 with a zone: send 2026-01-05T10:00:00Z or integer milliseconds.',
    zh: '时间不是带时区的 RFC 3339：请发送 2026-01-05T10:00:00Z 或整数毫秒。',
  },
  'time-future': {
    en: 'The time lies in the future and the time of receipt was used: set the clock of the source.',
    zh: '时间在未来，已采用接收时间：请校准数据源时钟。',
  },
  'time-missing': {
    en: 'No time was given and the time of receipt was used: let the source send it.',
    zh: '没有时间，已采用接收时间：请让数据源发送时间。',
  },
  'time-old': {
    en: 'The time is more than 24 hours old: check clock and backlog of the source.',
    zh: '时间早于 24 小时前：请检查数据源时钟和积压。',
  },
  'time-range': {
    en: 'The time is outside any sensible range and the time of receipt was used: set the clock or the unit (milliseconds).',
    zh: '时间超出合理范围，已采用接收时间：请校准时钟或单位（毫秒）。',
  },
  'time-truncated': {
    en: 'The time had more than nine decimals, which were cut: send milliseconds.',
    zh: '时间小数位超过九位，已截断：请发送到毫秒。',
  },
  'too-deep': { en: 'The JSON is nested too deeply: keep it within 16 levels.', zh: 'JSON 嵌套过深：请控制在 16 层以内。' },
  'too-large': { en: 'The message is too large: keep an event within 64 KiB.', zh: '消息过大：单个事件请控制在 64 KiB 以内。' },
  'too-many-items': { en: 'Too many keys or metrics: send at most 200 keys.', zh: '键或指标过多：最多 200 个键。' },
  'topic-shape': {
    en: 'The topic has the wrong form: publish to grid/v1/{area}/{kind}/{id}.',
    zh: '主题格式错误：请发布到 grid/v1/{area}/{kind}/{id}。',
  },
  'unknown-fields': { en: 'Fields we do not know were ignored: check their spelling.', zh: '未知字段已忽略：请检查拼写。' },
  unmapped: {
    en: 'Device or service point unknown: add it to the network or correct the id; the message is kept.',
    zh: '设备或用电点未知：请加入电网模型或更正编号；消息已保留。',
  },
  'utf8-bom': { en: 'A byte order mark was removed: send plain UTF-8.', zh: '已去除字节顺序标记：请发送不带标记的 UTF-8。' },
  'value-enum': {
    en: 'A word is not one of the allowed ones: use exactly the words of the contract.',
    zh: '取值不在允许范围：请严格使用约定的词。',
  },
  'value-range': { en: 'The value makes no sense here: correct it.', zh: '数值不合理：请更正。' },
  'value-type': { en: 'A field has the wrong JSON type: send the type of the contract.', zh: '字段的 JSON 类型错误：请按约定类型发送。' },
  'value-unusable': {
    en: 'No usable value, so the quality is invalid: check the point at the source.',
    zh: '没有可用数值，质量视为无效：请检查数据源测点。',
  },
} as const;
