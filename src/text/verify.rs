//! Verify: labels and hints of its fields. What follows from them is said by the engine.

/// See the module.
#[derive(Debug)]
#[allow(missing_docs, reason = "each text is its own documentation")]
pub struct VerifyText {
    pub title: &'static str,
    pub sends: &'static str,
    pub text: &'static str,
    pub held: fn(usize) -> String,
    pub drop: &'static str,
    pub examples: &'static str,
    pub product_secret: &'static str,
    pub compare: &'static str,
    pub working: &'static str,
    pub answer: &'static str,
    pub reference: &'static str,
    pub why: &'static str,
}

pub(super) const EN: VerifyText = VerifyText {
    title: "Verify what a device sends",
    sends: "What the device sends",
    text: "Paste source code, a log, JSON, AT commands, CONNECT as hex, or a case file; it stays here",
    held: |bytes| format!("A text of {bytes} bytes is held; what you type is added to it."),
    drop: "Remove",
    examples: "Examples to try",
    product_secret: "Product secret",
    compare: "Compare with a device that works",
    working: "What the working device sends",
    answer: "Diagnosis",
    reference: "All findings",
    why: "Why?",
};

pub(super) const ZH: VerifyText = VerifyText {
    title: "校验设备发送的内容",
    sends: "设备发送的内容",
    text: "粘贴源码、日志、JSON、AT 指令、CONNECT 十六进制或案例记录，仅留在本页面",
    held: |bytes| format!("已保留 {bytes} 字节的内容，继续输入的内容会附加在后面。"),
    drop: "移除",
    examples: "示例",
    product_secret: "ProductSecret（产品密钥）",
    compare: "与正常的设备对比",
    working: "正常设备发送的内容",
    answer: "诊断",
    reference: "全部结论",
    why: "为什么？",
};
