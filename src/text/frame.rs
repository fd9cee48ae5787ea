//! Header, notices, and what is said when the program itself fails.

use crate::route::Route;

/// See the module.
#[derive(Debug)]
#[allow(missing_docs, reason = "each text is its own documentation")]
pub struct FrameText {
    pub title: &'static str,
    pub skip: &'static str,
    pub navigation: &'static str,
    pub compute: &'static str,
    pub verify: &'static str,
    pub connect: &'static str,
    pub about: &'static str,
    pub trust: fn(usize) -> String,
    pub trust_how: &'static str,
    pub other_language: &'static str,
    pub theme: &'static str,
    pub theme_auto: &'static str,
    pub theme_light: &'static str,
    pub theme_dark: &'static str,
    pub forget: &'static str,
    pub forget_hint: &'static str,
    pub forgotten: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub copy_failed: &'static str,
    pub module_loading: &'static str,
    pub module_failed: fn(&str) -> String,
    pub panic_title: &'static str,
    pub panic_body: &'static str,
    pub panic_withheld: &'static str,
}

impl FrameText {
    /// The name of a page.
    pub fn page(&self, route: Route) -> &'static str {
        match route {
            Route::Compute => self.compute,
            Route::Verify => self.verify,
            Route::Connect => self.connect,
            Route::About => self.about,
        }
    }

    /// What the browser calls the page, in its tab and its history.
    pub fn title_of(&self, route: Route) -> String {
        [self.page(route), " · ", self.title].concat()
    }
}

pub(super) const EN: FrameText = FrameText {
    title: "Connack: MQTT credentials for Alibaba Cloud IoT Platform",
    skip: "Skip to content",
    navigation: "Pages",
    compute: "Compute",
    verify: "Verify",
    connect: "Connect",
    about: "About",
    trust: |requests| match requests {
        0 => "Nothing leaves this page · 0 requests to other hosts".into(),
        _ => format!("Requests to other hosts, each at your press: {requests}"),
    },
    trust_how: "How to check that",
    other_language: "中文",
    theme: "Theme",
    theme_auto: "Auto",
    theme_light: "Light",
    theme_dark: "Dark",
    forget: "Forget everything",
    forget_hint: "Clears every field, ends the connection and deletes what this page stored, saved profiles too",
    forgotten: "Everything is forgotten.",
    copy: "Copy",
    copied: "Copied",
    copy_failed: "The browser refused; select and copy by hand",
    module_loading: "Loading …",
    module_failed: |what| {
        format!(
            "A part of the program stopped or cannot be loaded ({what}). Reload the page; what you typed is then gone, copy it first."
        )
    },
    panic_title: "Connack has stopped: a fault in the program",
    panic_body: "What you typed is still below; copy it before you reload. This report names the place in the program, none of your data:",
    panic_withheld: "message withheld, it could contain what you typed",
};

pub(super) const ZH: FrameText = FrameText {
    title: "Connack：阿里云物联网平台 MQTT 连接参数",
    skip: "跳到内容",
    navigation: "页面",
    compute: "计算",
    verify: "校验",
    connect: "连接",
    about: "关于",
    trust: |requests| match requests {
        0 => "数据不离开本页面 · 对其他主机的请求 0 个".into(),
        _ => format!("对其他主机的请求（均由您点击发出）：{requests} 个"),
    },
    trust_how: "如何验证",
    other_language: "English",
    theme: "主题",
    theme_auto: "自动",
    theme_light: "浅色",
    theme_dark: "深色",
    forget: "清除全部",
    forget_hint: "清空所有输入、断开连接并删除本页面存储的内容，包括已保存的配置",
    forgotten: "已全部清除。",
    copy: "复制",
    copied: "已复制",
    copy_failed: "浏览器拒绝复制，请手动选择并复制",
    module_loading: "正在加载 …",
    module_failed: |what| {
        format!(
            "程序的一部分已停止或无法加载（{what}）。请刷新页面；已输入的内容会丢失，请先复制。"
        )
    },
    panic_title: "Connack 已停止：程序出错",
    panic_body: "您输入的内容仍在下方，刷新前请先复制。以下报告只包含程序中的位置，不含您的数据：",
    panic_withheld: "消息已隐去，其中可能含有您输入的内容",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_pages_have_one_title() {
        for text in [&EN, &ZH] {
            let mut titles = Route::ALL.map(|route| text.title_of(route));
            assert!(titles.iter().all(|title| title.contains("Connack")));
            titles.sort_unstable();
            assert!(titles.is_sorted_by(|one, other| one < other), "{titles:?}");
        }
    }
}
