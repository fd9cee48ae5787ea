//! What the device does by itself: rules, repeated sending, the simulated thing, what is told.

use crate::text::Language;
use connack_behaviour::{RRPC_MS, Wrong};
use connack_protocol::{RepeatState, SkipReason, Source};

/// See the module.
#[derive(Debug)]
#[allow(missing_docs, reason = "each text is its own documentation")]
pub struct BehavesText {
    pub title: &'static str,
    pub repeat: &'static str,
    pub repeat_hint: &'static str,
    pub count: &'static str,
    pub count_hint: &'static str,
    pub interval: &'static str,
    pub to_interval: &'static str,
    pub to_interval_hint: &'static str,
    pub over: &'static str,
    pub number: &'static str,
    pub positive: &'static str,
    pub start: &'static str,
    pub stop: &'static str,
    pub drop_over: &'static str,
    pub progress: fn(u32, Option<u32>) -> String,
    pub repeat_state: fn(RepeatState) -> &'static str,
    pub rules: &'static str,
    pub rules_hint: &'static str,
    pub ready_made: &'static str,
    pub set_name: fn(&str) -> &'static str,
    pub add_rule: &'static str,
    pub follow: fn(&str) -> String,
    pub remove: fn(&str) -> String,
    pub edit_short: &'static str,
    pub done: &'static str,
    pub not_followed: &'static str,
    pub not_subscribed: &'static str,
    pub subscribe: &'static str,
    pub name: &'static str,
    pub filter: &'static str,
    pub when: &'static str,
    pub when_kind: [&'static str; 3],
    pub pointer: &'static str,
    pub equals: &'static str,
    pub contains: &'static str,
    pub retained: &'static str,
    pub act: fn(usize) -> String,
    pub act_does: &'static str,
    pub act_kind: [&'static str; 3],
    pub remove_act: fn(usize) -> String,
    pub add_act: &'static str,
    pub topic: &'static str,
    pub reply_topic_hint: &'static str,
    pub payload: &'static str,
    pub log_text: &'static str,
    pub after: &'static str,
    pub times: &'static str,
    pub every: &'static str,
    pub placeholders: &'static str,
    pub placeholder: fn(&str) -> &'static str,
    pub at_character: fn(usize) -> String,
    pub wrong: fn(&Wrong) -> String,
    pub thing: &'static str,
    pub thing_hint: &'static str,
    pub every_s: &'static str,
    pub thing_topic: &'static str,
    pub thing_topic_hint: &'static str,
    pub property: &'static str,
    pub generator: &'static str,
    pub generator_kind: [&'static str; 4],
    pub value: &'static str,
    pub values: &'static str,
    pub min: &'static str,
    pub max: &'static str,
    pub period: &'static str,
    pub step: &'static str,
    pub decimals: &'static str,
    pub add_property: &'static str,
    pub running: &'static str,
    pub running_changed: &'static str,
    pub told: &'static str,
    pub told_empty: &'static str,
    pub told_dropped: fn(u64) -> String,
    pub clear: &'static str,
    pub paired: fn(u64, u64, &str) -> String,
    pub code: fn(i64, Option<&str>) -> String,
    pub unanswered: fn(u64, &str) -> String,
    pub storm: fn(&str, u32) -> String,
    pub own_message: fn(&str) -> String,
    pub skipped: fn(&str, SkipReason) -> String,
    pub source: fn(Source, &str) -> String,
}

impl Language {
    /// The texts of the device's behaviour, which are loaded with Connect.
    pub fn behaves(self) -> &'static BehavesText {
        match self {
            Self::En => &EN,
            Self::Zh => &ZH,
        }
    }
}

const EN: BehavesText = BehavesText {
    title: "The device behaves",
    repeat: "Repeat",
    repeat_hint: "Sends what the form above says, again and again. {counter}, {time}, {random}, {step} and {progress} change each time.",
    count: "How many",
    count_hint: "Empty: until it is stopped",
    interval: "Interval, ms",
    to_interval: "Ramp to, ms",
    to_interval_hint: "Empty: the interval stays",
    over: "Ramp over, s",
    number: "Not a whole number",
    positive: "Not a whole number from 1",
    start: "Start",
    stop: "Stop",
    drop_over: "Drop those that are over",
    progress: |sent, of| match of {
        Some(of) => format!("{sent} of {of} sent"),
        None => format!("{sent} sent"),
    },
    repeat_state: |state| match state {
        RepeatState::Running => "running",
        RepeatState::Done => "done",
        RepeatState::Stopped => "stopped",
        RepeatState::Refused => "not started: too many run at once",
    },
    rules: "Rules",
    rules_hint: "When a message comes, the device answers by itself. Rules are data, never code that is run.",
    ready_made: "Ready-made",
    set_name: |id| match id {
        "property-set" => "Property set: reply and post",
        "service-call" => "Service call: reply",
        "rrpc" => "RRPC: respond",
        "ota" => "OTA: simulate an upgrade",
        "ntp" => "NTP: ask, and tell the offset",
        "pushes" => "Configuration and desired values",
        "command" => "Command on the own topic",
        _ => "Rules",
    },
    add_rule: "New rule",
    follow: |name| format!("Follow rule {name}"),
    remove: |name| format!("Remove {name}"),
    edit_short: "Edit",
    done: "Done",
    not_followed: "Not followed until it is mended",
    not_subscribed: "Not subscribed here.",
    subscribe: "Subscribe",
    name: "Name",
    filter: "When a message comes on",
    when: "and",
    when_kind: [
        "whatever it says",
        "its payload contains",
        "a JSON field has a value",
    ],
    pointer: "JSON pointer of the field",
    equals: "Value",
    contains: "Text",
    retained: "Retained messages count too",
    act: |at| format!("Act {at}"),
    act_does: "What it does",
    act_kind: ["Log", "Reply", "Publish"],
    remove_act: |at| format!("Remove act {at}"),
    add_act: "Add an act",
    topic: "Topic",
    reply_topic_hint: "Empty: where the answer belongs",
    payload: "Payload",
    log_text: "Text",
    after: "After, ms",
    times: "Times",
    every: "Every, ms",
    placeholders: "Placeholders",
    placeholder: |name| match name {
        "id" => "id of the request, or of the RRPC's topic",
        "params" => "params of the request, as JSON",
        "params.X" => "a value in params",
        "data" => "data of the message, as JSON",
        "data.X" => "a value in data",
        "json.X" => "a value anywhere in the message",
        "payload" => "the payload as it came",
        "topic" => "the topic it came on",
        "topic.N" => "level N of the topic, from 1",
        "productKey" => "this device's product key",
        "deviceName" => "this device's name",
        "time" => "now, in ms since 1970",
        "counter" => "a fresh number for each message",
        "random" => "a random whole number",
        "random:a..b" => "a random number from a to b",
        "step" => "which of several, from 1",
        "progress" => "0 with the first, 100 with the last",
        "ntpOffset" => "how far this clock is behind, in ms",
        _ => "",
    },
    at_character: |at| format!("Character {at}: "),
    wrong: |wrong| match wrong {
        Wrong::UnknownPlaceholder(name) => {
            format!("{{{name}}} is no placeholder; {{{{{name}}}}} is this text itself")
        }
        Wrong::NeedsMessage(name) => format!("{{{name}}} speaks of a message, and none comes here"),
        Wrong::NotInFilter(name) => {
            format!("{{{name}}} has no value here; {{productKey}} and {{deviceName}} have")
        }
        Wrong::NotFilter => "No topic filter: + and # stand alone on their level, # last".into(),
        Wrong::NotTopic => "Empty, or has +, # or U+0000".into(),
        Wrong::NotJson(problem) => format!("Looks like JSON and is not: {problem}"),
        Wrong::NotPointer => "A JSON pointer begins with /".into(),
        Wrong::TooLateForRrpc(ms) => {
            format!("Comes after {ms} ms; an RRPC waits less than {RRPC_MS} ms")
        }
        Wrong::NeverHappens => "Zero times".into(),
        Wrong::NoInterval => "No time between two: at least 1 ms".into(),
        Wrong::NoValues => "There is no value in these bounds".into(),
        Wrong::NothingToDo => "Nothing is done: add an act".into(),
    },
    thing: "Simulated thing",
    thing_hint: "Posts values by itself while it is online.",
    every_s: "Every, s",
    thing_topic: "Topic",
    thing_topic_hint: "Empty: the device's property post",
    property: "Property",
    generator: "Values",
    generator_kind: ["constant", "sine", "random walk", "list"],
    value: "Value",
    values: "Values, with commas",
    min: "Least",
    max: "Greatest",
    period: "Period, s",
    step: "Step",
    decimals: "Digits after the point",
    add_property: "Add a property",
    running: "It posts.",
    running_changed: "It posts what was written when it was started; start again for the changes.",
    told: "What the device did",
    told_empty: "Nothing yet. Requests are paired with their replies here, by id.",
    told_dropped: |count| format!("{count} older lines are no longer kept"),
    clear: "Clear",
    paired: |request, reply, latency| format!("№ {reply} answers № {request} after {latency} ms"),
    code: |code, meaning| match meaning {
        Some(meaning) => format!("code {code}: {meaning}"),
        None => format!("code {code}"),
    },
    unanswered: |request, waited| format!("№ {request} got no answer within {waited} ms"),
    storm: |rule, limit| {
        format!(
            "Rule “{rule}” did more than {limit} things in a second and is stopped until the rules change"
        )
    },
    own_message: |rule| {
        format!("Rule “{rule}” did not answer a message that this device had sent itself")
    },
    skipped: |by, why| {
        let why = match why {
            SkipReason::NoReplyTopic => "the topic has none for its answer",
            SkipReason::BadTopic => {
                "the topic that came out is empty, too long, or has +, # or U+0000"
            }
            SkipReason::TooLong => "the payload that came out is too long",
            SkipReason::BadPayload => "the payload that came out is not of its form",
            SkipReason::TooBusy => "too many answers are under way",
        };
        format!("{by} sent nothing: {why}")
    },
    source: |source, rule| match source {
        Source::Rule(_) => format!("Rule “{rule}”"),
        Source::Thing => "The simulated thing".into(),
        Source::Repeat(_) => "The repeated sending".into(),
    },
};

const ZH: BehavesText = BehavesText {
    title: "设备行为",
    repeat: "重复发送",
    repeat_hint: "反复发送上方表单的消息。{counter}、{time}、{random}、{step}、{progress} 每次取新值。",
    count: "次数",
    count_hint: "留空：直到停止",
    interval: "间隔（毫秒）",
    to_interval: "渐变到（毫秒）",
    to_interval_hint: "留空：间隔不变",
    over: "渐变时长（秒）",
    number: "不是整数",
    positive: "不是大于等于 1 的整数",
    start: "开始",
    stop: "停止",
    drop_over: "移除已结束的",
    progress: |sent, of| match of {
        Some(of) => format!("已发送 {sent} / {of}"),
        None => format!("已发送 {sent}"),
    },
    repeat_state: |state| match state {
        RepeatState::Running => "进行中",
        RepeatState::Done => "已完成",
        RepeatState::Stopped => "已停止",
        RepeatState::Refused => "未开始：同时进行的过多",
    },
    rules: "规则",
    rules_hint: "收到消息时设备自动应答。规则只是数据，不会作为代码执行。",
    ready_made: "现成规则",
    set_name: |id| match id {
        "property-set" => "属性设置：应答并上报",
        "service-call" => "服务调用：应答",
        "rrpc" => "RRPC：应答",
        "ota" => "OTA：模拟升级",
        "ntp" => "NTP：请求并显示时差",
        "pushes" => "远程配置与期望属性值",
        "command" => "自定义 Topic 上的命令",
        _ => "规则",
    },
    add_rule: "新建规则",
    follow: |name| format!("启用规则 {name}"),
    remove: |name| format!("删除 {name}"),
    edit_short: "编辑",
    done: "完成",
    not_followed: "改正之前不会执行",
    not_subscribed: "此连接尚未订阅。",
    subscribe: "订阅",
    name: "名称",
    filter: "当消息到达",
    when: "并且",
    when_kind: ["内容不限", "内容包含", "某个 JSON 字段等于"],
    pointer: "字段的 JSON Pointer",
    equals: "值",
    contains: "文本",
    retained: "也处理保留消息",
    act: |at| format!("动作 {at}"),
    act_does: "做什么",
    act_kind: ["记录", "应答", "发布"],
    remove_act: |at| format!("删除动作 {at}"),
    add_act: "添加动作",
    topic: "Topic",
    reply_topic_hint: "留空：对应的应答 Topic",
    payload: "内容",
    log_text: "文本",
    after: "延迟（毫秒）",
    times: "次数",
    every: "间隔（毫秒）",
    placeholders: "占位符",
    placeholder: |name| match name {
        "id" => "请求的 id，或 RRPC Topic 中的 id",
        "params" => "请求的 params（JSON）",
        "params.X" => "params 中的值",
        "data" => "消息的 data（JSON）",
        "data.X" => "data 中的值",
        "json.X" => "消息中任意位置的值",
        "payload" => "收到的原始内容",
        "topic" => "消息的 Topic",
        "topic.N" => "Topic 的第 N 级，从 1 起",
        "productKey" => "本设备的 ProductKey",
        "deviceName" => "本设备的 DeviceName",
        "time" => "当前时间，1970 年起的毫秒数",
        "counter" => "每条消息的新编号",
        "random" => "随机整数",
        "random:a..b" => "a 到 b 之间的随机数",
        "step" => "第几次，从 1 起",
        "progress" => "第一次为 0，最后一次为 100",
        "ntpOffset" => "本机时钟落后的毫秒数",
        _ => "",
    },
    at_character: |at| format!("第 {at} 个字符："),
    wrong: |wrong| match wrong {
        Wrong::UnknownPlaceholder(name) => {
            format!("{{{name}}} 不是占位符；要表示该文本本身，请写 {{{{{name}}}}}")
        }
        Wrong::NeedsMessage(name) => format!("{{{name}}} 取自收到的消息，而此处没有"),
        Wrong::NotInFilter(name) => {
            format!("{{{name}}} 在此处没有值；可用 {{productKey}} 和 {{deviceName}}")
        }
        Wrong::NotFilter => "不是 Topic 过滤器：+ 和 # 必须独占一级，# 只能在最后".into(),
        Wrong::NotTopic => "为空，或含有 +、# 或 U+0000".into(),
        Wrong::NotJson(problem) => format!("形似 JSON 但不是：{problem}"),
        Wrong::NotPointer => "JSON Pointer 应以 / 开头".into(),
        Wrong::TooLateForRrpc(ms) => format!("{ms} 毫秒后才应答；RRPC 应短于 {RRPC_MS} 毫秒"),
        Wrong::NeverHappens => "次数为零".into(),
        Wrong::NoInterval => "没有间隔：至少 1 毫秒".into(),
        Wrong::NoValues => "此范围内没有值".into(),
        Wrong::NothingToDo => "没有动作：请添加".into(),
    },
    thing: "模拟设备",
    thing_hint: "在线时自动上报数值。",
    every_s: "间隔（秒）",
    thing_topic: "Topic",
    thing_topic_hint: "留空：该设备的属性上报",
    property: "属性",
    generator: "取值",
    generator_kind: ["常量", "正弦", "随机游走", "列表"],
    value: "值",
    values: "各个值，以逗号分隔",
    min: "最小",
    max: "最大",
    period: "周期（秒）",
    step: "步长",
    decimals: "小数位数",
    add_property: "添加属性",
    running: "正在上报。",
    running_changed: "正在上报的是开始时的内容；重新开始后改动才生效。",
    told: "设备的动作",
    told_empty: "暂无。请求与应答将按 id 在此配对。",
    told_dropped: |count| format!("另有 {count} 行较早的记录未保留"),
    clear: "清空",
    paired: |request, reply, latency| format!("№ {reply} 应答 № {request}，用时 {latency} ms"),
    code: |code, meaning| match meaning {
        Some(meaning) => format!("code {code}：{meaning}"),
        None => format!("code {code}"),
    },
    unanswered: |request, waited| format!("№ {request} 在 {waited} ms 内没有应答"),
    storm: |rule, limit| format!("规则“{rule}”一秒内动作超过 {limit} 次，已停止，修改规则后恢复"),
    own_message: |rule| format!("规则“{rule}”没有应答本设备自己发出的消息"),
    skipped: |by, why| {
        let why = match why {
            SkipReason::NoReplyTopic => "该 Topic 没有对应的应答 Topic",
            SkipReason::BadTopic => "得到的 Topic 为空、过长，或含有 +、# 或 U+0000",
            SkipReason::TooLong => "得到的内容过长",
            SkipReason::BadPayload => "得到的内容不符合其写法",
            SkipReason::TooBusy => "进行中的应答过多",
        };
        format!("{by}没有发送：{why}")
    },
    source: |source, rule| match source {
        Source::Rule(_) => format!("规则“{rule}”"),
        Source::Thing => "模拟设备".into(),
        Source::Repeat(_) => "重复发送".into(),
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use connack_behaviour::{PLACEHOLDERS, ready_made};

    #[test]
    fn everything_that_has_an_id_has_words() {
        for language in [Language::En, Language::Zh] {
            let text = language.behaves();
            for set in ready_made() {
                assert_ne!((text.set_name)(set.id), (text.set_name)(""), "{}", set.id);
            }
            for name in PLACEHOLDERS {
                assert!(!(text.placeholder)(name).is_empty(), "{name}");
            }
        }
    }
}
