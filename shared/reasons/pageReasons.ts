/** Reasons for web pages, programs, uploaded pictures and imported files. */

export const pageReasons = {
  'cim-root': { en: 'This is not a CIM/RDF file: export the model as CIM XML.', zh: '不是 CIM/RDF 文件：请以 CIM XML 格式导出模型。' },
  'command-unknown': { en: 'This command does not exist: update the program that sends it.', zh: '没有此命令：请更新发送命令的程序。' },
  conflict: {
    en: 'The object was changed meanwhile or does not allow this: reload it and try again.',
    zh: '对象已被更改或当前状态不允许：请刷新后重试。',
  },
  'content-type': {
    en: 'Wrong content type: send the one named in the API description.',
    zh: '内容类型错误：请使用接口说明中规定的类型。',
  },
  'arrival-unproved': {
    en: 'Nothing proves that the crew is there: send its position, or say why there is none.',
    zh: '无法证明班组已到达：请上传位置或说明原因。',
  },
  'crew-busy': {
    en: 'The crew works on another job: let it finish or suspend that one first.',
    zh: '班组正在处理其他工单：请先完成或挂起。',
  },
  'crew-full': {
    en: 'The crew has as many jobs as it can take: choose another, or give a reason.',
    zh: '班组工单已满：请另选班组或说明原因。',
  },
  'crew-needed': { en: 'This step needs a crew: assign one first.', zh: '此步骤需要班组：请先派班组。' },
  'crew-off-duty': { en: 'The crew is off duty: choose another, or give a reason.', zh: '班组已下班：请另选班组或说明原因。' },
  'disk-full': {
    en: 'There is no room for pictures: free space on the server; the phone tries again.',
    zh: '存储空间不足：请清理服务器空间，手机会自动重试。',
  },
  'job-exists': {
    en: 'A job for the same place is open: use it, or say why another is needed.',
    zh: '同一地点已有工单：请使用该工单或说明原因。',
  },
  'not-complete': { en: 'Something is missing before the job can close: see the list.', zh: '工单尚缺内容，无法关闭：请查看清单。' },
  'reason-needed': { en: 'This step needs a reason: type one.', zh: '此步骤需要填写原因。' },
  'receipt-signature': {
    en: 'The delivery receipt is not signed with our secret, or is too old: check the secret and the clock of the gateway.',
    zh: '送达回执签名不符或已过期：请检查网关的密钥和时钟。',
  },
  'verify-first': {
    en: 'One lone report: ask the caller or the meter first, or give a reason.',
    zh: '仅有一条报修：请先向用户或电表核实，或说明原因。',
  },
  'duplicate-id': { en: 'Two objects share one identifier: give each its own.', zh: '两个对象使用同一标识：请分别设置唯一标识。' },
  'feed-protocol': { en: 'The page speaks another protocol version: reload it.', zh: '页面协议版本不符：请刷新页面。' },
  'feed-reset': {
    en: 'The position in the feed is unusable and everything is sent again: nothing to do.',
    zh: '数据流位置失效，已重新发送全部数据：无需处理。',
  },
  'field-forbidden': { en: 'Your role may not set this field: ask a supervisor.', zh: '您的角色无权设置该字段：请联系主管。' },
  'geo-outlier': { en: 'A place lies far away from the rest of the network: check its coordinates.', zh: '位置远离其余电网：请核对坐标。' },
  'header-ignored': {
    en: 'A header from an untrusted proxy was ignored: list the proxy as trusted if it is yours.',
    zh: '不受信任代理的请求头已忽略：若为自有代理，请加入信任列表。',
  },
  host: {
    en: 'The host name is not ours: add it to the allowed names or correct the address.',
    zh: '主机名不属于本系统：请加入允许列表或更正地址。',
  },
  'idempotency-conflict': {
    en: 'The same command id came with other content: use a new id for a new command.',
    zh: '同一命令编号的内容不同：新命令请使用新编号。',
  },
  'image-decode': { en: 'The picture is damaged: take or send it again.', zh: '图片已损坏：请重新拍摄或发送。' },
  'image-pixels': {
    en: 'The picture has too many pixels: send it at 25 megapixels or less.',
    zh: '图片像素过多：请控制在 2500 万像素以内。',
  },
  'image-type': { en: 'This picture type is not accepted: send JPEG, PNG or WebP.', zh: '不支持的图片类型：请发送 JPEG、PNG 或 WebP。' },
  'image-worker': {
    en: 'The picture could not be worked on: try again, or send a smaller one.',
    zh: '图片处理失败：请重试或发送较小的图片。',
  },
  'import-conflict': {
    en: 'The import touches a device with an open outage: close the outage first or leave the device out.',
    zh: '导入涉及正在停电的设备：请先结束停电或排除该设备。',
  },
  'import-threshold': { en: 'The import removes too much: let a supervisor approve it.', zh: '导入将删除过多内容：请由主管批准。' },
  'metadata-removed': { en: 'The picture was stored without its metadata: nothing to do.', zh: '图片已去除元数据后保存：无需处理。' },
  'model-empty': { en: 'The model holds no equipment: check the export.', zh: '模型中没有设备：请检查导出内容。' },
  'network-island': {
    en: 'Part of the network has no source: add the missing branch or source.',
    zh: '部分电网没有电源：请补充缺失的支路或电源。',
  },
  'network-loop': {
    en: 'A ring or a second source is not marked as meshed: open a switch or mark it.',
    zh: '存在未标注的环网或第二电源：请断开一处开关或加以标注。',
  },
  'network-no-source': { en: 'The network has no source: add at least one.', zh: '电网没有电源：请至少添加一个。' },
  'network-phase': {
    en: 'A phase is not carried by the branch: correct the phases in the model.',
    zh: '支路不含该相别：请更正模型中的相别。',
  },
  'not-found': { en: 'Unknown, or not visible for you: check the id and your areas.', zh: '不存在或无权查看：请核对编号和您的区域。' },
  origin: {
    en: 'The request came from a foreign web page: open the product at its own address or allow the origin.',
    zh: '请求来自外部网页：请使用本系统地址或允许该来源。',
  },
  parameter: {
    en: 'A query or path parameter was not understood: see the API description.',
    zh: '无法识别的查询或路径参数：请参照接口说明。',
  },
  quota: { en: 'A quota is reached: free space or raise the quota.', zh: '已达配额：请清理空间或提高配额。' },
  reference: {
    en: 'This refers to something that is missing or makes no sense: correct the reference.',
    zh: '引用的对象缺失或不合理：请更正引用。',
  },
  'similar-id': { en: 'Identifiers differ only in case: rename one of them.', zh: '标识仅大小写不同：请更改其中之一。' },
  'template-variable': { en: 'A variable is not allowed in a message: use the listed ones.', zh: '消息中不允许该变量：请使用列出的变量。' },
  timeout: { en: 'The sender was too slow: check its network.', zh: '发送过慢：请检查网络。' },
  'ws-namespace': {
    en: 'This feed is not available for your role: ask the administrator.',
    zh: '您的角色无法使用该数据流：请联系管理员。',
  },
  'ws-protocol': { en: 'The feed protocol was violated: update the client.', zh: '违反数据流协议：请更新客户端。' },
  'ws-unknown-event': { en: 'An unknown feed event was ignored: update the client.', zh: '未知的数据流事件已忽略：请更新客户端。' },
  'xml-doctype': { en: 'XML with a DOCTYPE is refused: remove it.', zh: '不接受带 DOCTYPE 的 XML：请移除。' },
  'xml-limit': { en: 'The XML is beyond its limits: split the file.', zh: 'XML 超出限制：请拆分文件。' },
  'xml-parse': { en: 'The XML is not valid: export it again.', zh: 'XML 无效：请重新导出。' },
} as const;
