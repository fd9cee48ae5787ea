//! The facts behind the platform's limits, with their sources and in both languages.
//!
//! Every value is aliyun.md §6 (vendor pages 使用限制.md and the MQTT pages, GHD, confidence A).

use connack_protocol::{Lang, Qos};

/// A limit of the platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Limit {
    /// A topic of so many bytes.
    TopicBytes(usize),
    /// A topic with so many slashes.
    Slashes(usize),
    /// A payload of so many bytes.
    PayloadBytes(usize),
    /// QoS 2.
    QosTwo,
    /// The retain flag, with MQTT 3.1 and 3.1.1.
    Retain,
    /// A topic of another device: its product key and device name.
    ForeignTopic(String, String),
    /// A topic that is none of the platform's.
    UnknownTopic,
    /// So many messages in one second, with this one, of this quality of service.
    Rate(Qos, usize),
    /// So many subscriptions, with these.
    Subscriptions(usize),
    /// So many filters in one SUBSCRIBE.
    Filters(usize),
}

/// How sure a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confidence {
    /// An official page says so.
    Stated,
    /// It follows from what official pages say.
    Concluded,
}

impl Limit {
    /// Stable, for the page.
    pub fn name(&self) -> &'static str {
        match self {
            Self::TopicBytes(_) => "topic-bytes",
            Self::Slashes(_) => "topic-slashes",
            Self::PayloadBytes(_) => "payload-bytes",
            Self::QosTwo => "qos-2",
            Self::Retain => "retain",
            Self::ForeignTopic(..) => "foreign-topic",
            Self::UnknownTopic => "unknown-topic",
            Self::Rate(..) => "rate",
            Self::Subscriptions(_) => "subscriptions",
            Self::Filters(_) => "filters",
        }
    }

    /// The fact behind it.
    pub fn fact(&self, lang: Lang) -> &'static str {
        let (en, zh) = match self {
            Self::TopicBytes(_) => (
                "a topic has at most 128 bytes in UTF-8",
                "Topic 的 UTF-8 编码不超过 128 字节",
            ),
            Self::Slashes(_) => ("a topic has at most 7 slashes", "Topic 中最多 7 个斜线"),
            Self::PayloadBytes(_) => ("a message has at most 256 KB", "单条消息不超过 256 KB"),
            Self::QosTwo => (
                "there is no QoS 2, only 0 and 1",
                "只支持 QoS 0 和 1，不支持 QoS 2",
            ),
            Self::Retain => (
                "there are no retained messages with MQTT 3.1 and 3.1.1",
                "MQTT 3.1 和 3.1.1 不支持保留消息",
            ),
            Self::ForeignTopic(..) => (
                "a device may use its own topics only; a gateway also those of its sub-devices",
                "设备只能使用自己的 Topic；网关还可以使用其子设备的 Topic",
            ),
            Self::UnknownTopic => (
                "topics are the system's own, or those below /{productKey}/{deviceName}/ that the product defines",
                "Topic 只有系统 Topic 和产品定义的 /{productKey}/{deviceName}/…",
            ),
            Self::Rate(..) => (
                "a device publishes at most 30 messages a second with QoS 0 and 10 with QoS 1; more is dropped silently",
                "设备每秒最多上行 30 条 QoS 0 消息、10 条 QoS 1 消息；超出部分被静默丢弃",
            ),
            Self::Subscriptions(_) => (
                "a device has at most 100 subscriptions",
                "每个设备最多 100 个订阅",
            ),
            Self::Filters(_) => (
                "one SUBSCRIBE has at most 8 filters",
                "一次订阅请求最多 8 个 Topic",
            ),
        };
        match lang {
            Lang::En => en,
            Lang::Zh => zh,
        }
    }

    /// Where the fact is from.
    pub fn source(&self) -> &'static str {
        match self {
            Self::ForeignTopic(..) | Self::UnknownTopic => {
                "AlibabaCloudDocs/iot, 2020-12: Alink协议"
            }
            Self::TopicBytes(_)
            | Self::Slashes(_)
            | Self::PayloadBytes(_)
            | Self::QosTwo
            | Self::Retain
            | Self::Rate(..)
            | Self::Subscriptions(_)
            | Self::Filters(_) => "AlibabaCloudDocs/iot, 2020-12: MQTT协议接入, 使用限制",
        }
    }

    /// How sure the fact is.
    pub fn confidence(&self) -> Confidence {
        match self {
            Self::ForeignTopic(..) | Self::UnknownTopic => Confidence::Concluded,
            Self::TopicBytes(_)
            | Self::Slashes(_)
            | Self::PayloadBytes(_)
            | Self::QosTwo
            | Self::Retain
            | Self::Rate(..)
            | Self::Subscriptions(_)
            | Self::Filters(_) => Confidence::Stated,
        }
    }
}
