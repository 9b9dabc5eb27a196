/** Reasons for what Sparkplug edge nodes and hosts send. */

export const sparkplugReasons = {
  'birth-change': {
    en: 'The position changed while communication was lost: check the interval on the time line.',
    zh: '通信中断期间开关位置发生变化：请在时间线上核对该时段。',
  },
  'sp-alias-conflict': { en: 'Name and alias of a metric disagree: correct the edge node.', zh: '指标名称与别名不一致：请更正边缘节点。' },
  'sp-alias-duplicate': { en: 'One alias stands for two metrics: give each its own.', zh: '一个别名对应两个指标：请分别设置。' },
  'sp-alias-rebound': {
    en: 'An alias changed its meaning with the new birth: check the configuration of the edge.',
    zh: '新的出生消息改变了别名含义：请检查边缘节点配置。',
  },
  'sp-alias-unknown': {
    en: 'An alias was never born: the edge must send it in its birth.',
    zh: '别名未在出生消息中声明：边缘节点须先声明。',
  },
  'sp-bdseq': { en: 'bdSeq is missing or unusable: correct the edge node.', zh: 'bdSeq 缺失或不可用：请更正边缘节点。' },
  'sp-command-seen': { en: 'A command of another host was seen: check who may command.', zh: '发现其他主站的命令：请核查控制权限。' },
  'sp-compressed': {
    en: 'Compressed payloads are not supported: switch compression off at the edge.',
    zh: '不支持压缩内容：请在边缘节点关闭压缩。',
  },
  'sp-dataset': { en: 'Rows and columns of a data set do not fit: correct the edge node.', zh: '数据集行列不匹配：请更正边缘节点。' },
  'sp-death': {
    en: 'A death message belongs to an earlier session: check for a second edge of this name.',
    zh: '死亡消息不属于当前会话：请检查是否有同名边缘节点。',
  },
  'sp-decode': {
    en: 'This is not a valid Sparkplug payload: check encoding and version of the edge.',
    zh: '不是有效的 Sparkplug 内容：请检查边缘节点的编码和版本。',
  },
  'sp-duplicate-edge': { en: 'Two edge nodes use one name: rename one of them.', zh: '两个边缘节点同名：请更改其中之一。' },
  'sp-gap': {
    en: 'Sparkplug messages are missing, a Rebirth was asked for: check the link of the edge.',
    zh: 'Sparkplug 消息缺失，已请求重新出生：请检查边缘节点链路。',
  },
  'sp-historical': { en: 'A historical value completes the history only: nothing to do.', zh: '历史值仅补充历史：无需处理。' },
  'sp-int-form': {
    en: 'An integer came in an unusual form and its value is clear: update the edge when convenient.',
    zh: '整数编码不规范但含义明确：方便时请更新边缘节点。',
  },
  'sp-name-missing': { en: 'A metric has neither name nor alias: correct the edge node.', zh: '指标既无名称也无别名：请更正边缘节点。' },
  'sp-no-rebirth': {
    en: 'The edge offers no Rebirth: enable Node Control/Rebirth there.',
    zh: '边缘节点不支持重新出生：请启用 Node Control/Rebirth。',
  },
  'sp-order': { en: 'Data came before the birth: the edge must send NBIRTH first.', zh: '数据先于出生消息：边缘节点须先发送 NBIRTH。' },
  'sp-properties': { en: 'A property list is damaged: correct the edge node.', zh: '属性列表损坏：请更正边缘节点。' },
  'sp-seq': {
    en: 'The sequence number is missing or outside 0 to 255: correct the edge node.',
    zh: '序号缺失或不在 0 至 255 之间：请更正边缘节点。',
  },
  'sp-template': { en: 'A template refers to itself: correct the edge node.', zh: '模板引用了自身：请更正边缘节点。' },
  'sp-topic': { en: 'Topic levels or verb are not Sparkplug: correct the topic.', zh: '主题层级或动词不符合 Sparkplug：请更正主题。' },
  'sp-type': {
    en: 'The value does not fit the type of its birth: correct the edge node.',
    zh: '数值与出生消息声明的类型不符：请更正边缘节点。',
  },
  'sp-type-unknown': {
    en: 'The data type is unknown and the metric was skipped: use a Sparkplug 3.0 type.',
    zh: '数据类型未知，已跳过该指标：请使用 Sparkplug 3.0 类型。',
  },
  'sp-unmapped-metric': {
    en: 'A metric is mapped to no point: map it or take it out of the birth.',
    zh: '指标未映射到测点：请建立映射或从出生消息中去除。',
  },
  'sp-utf8': { en: 'Text is not valid UTF-8: correct the encoding at the edge.', zh: '文本不是有效的 UTF-8：请更正边缘节点编码。' },
  'sp-version': {
    en: 'Another Sparkplug generation: set the edge to Sparkplug B 3.0.',
    zh: 'Sparkplug 版本不符：请设为 Sparkplug B 3.0。',
  },
  'state-forged': {
    en: 'Somebody else wrote our STATE: restrict that topic on the broker.',
    zh: '他人写入了本系统的 STATE：请在代理上限制该主题。',
  },
  'state-other-host': { en: 'STATE of another host was seen: check which host is primary.', zh: '发现其他主站的 STATE：请确认主用主站。' },
  'state-republished': {
    en: 'Our STATE was offline and was published again: look for a second host of this name.',
    zh: '本系统 STATE 曾离线，已重新发布：请检查是否有同名主站。',
  },
} as const;
