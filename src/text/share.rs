//! "To a colleague", and links that were opened. What is in a link is said by the engine.

/// See the module.
#[derive(Debug)]
#[allow(missing_docs, reason = "each text is its own documentation")]
pub struct ShareText {
    pub title: &'static str,
    pub empty: &'static str,
    pub secret: &'static str,
    pub sure: &'static str,
    pub filled_secret: &'static str,
    pub secrets_read: &'static str,
    pub version: fn(&str) -> String,
    pub damaged: &'static str,
    pub unknown: fn(&str) -> String,
}

pub(super) const EN: ShareText = ShareText {
    title: "To a colleague: link, QR code, Markdown",
    empty: "Nothing to share yet: fill in a device, or paste what it sends.",
    secret: "Put the secrets in too",
    sure: "I am sure: whoever sees this link can pose as the device, and chats and mail keep it",
    filled_secret: "Filled in from the link, with the device secret.",
    secrets_read: "This link was made with its secrets in it. They are gone from the address bar and from this history entry; whoever else has the link has them too.",
    version: |version| {
        format!(
            "The link is of version {version}, which this page does not know. What could be read is filled in; open it on a newer page."
        )
    },
    damaged: "The link is damaged, perhaps cut off on its way. What could be read is filled in; ask for it again.",
    unknown: |name| {
        format!(
            "The link says something that this page does not know: {name}. The rest is filled in."
        )
    },
};

pub(super) const ZH: ShareText = ShareText {
    title: "发给同事：链接、二维码、Markdown",
    empty: "还没有可分享的内容：请先填写设备，或粘贴设备发送的内容。",
    secret: "同时包含密钥",
    sure: "我确定：看到此链接的人都可以冒充该设备，而且聊天和邮件会保留它",
    filled_secret: "已根据链接填写，包括 DeviceSecret。",
    secrets_read: "此链接在生成时包含了密钥。密钥已从地址栏和这条历史记录中移除，但持有该链接的其他人同样拥有密钥。",
    version: |version| {
        format!(
            "链接的版本为 {version}，本页面不认识该版本。已填写可以读取的部分，请使用更新的页面打开。"
        )
    },
    damaged: "链接不完整或已损坏，可能在发送途中被截断。已填写可以读取的部分，请让对方重新发送。",
    unknown: |name| format!("链接中有本页面不认识的内容：{name}。其余部分已填写。"),
};
