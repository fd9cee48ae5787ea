//! The list of keys that the page takes beside those of the browser. Connect's are here too: the
//! list is the page's, whatever is shown.

/// See the module.
#[derive(Debug)]
#[allow(missing_docs, reason = "each text is its own documentation")]
pub struct ShortcutsText {
    pub title: &'static str,
    pub close: &'static str,
    pub groups: [Group; GROUPS],
}

/// Where some keys hold, and what each does.
#[derive(Debug)]
pub struct Group {
    /// Where.
    pub place: &'static str,
    /// The keys, and what they do.
    pub keys: &'static [(Keys, &'static str)],
}

/// Names of keys, of which each does it.
type Keys = &'static [&'static str];

const GROUPS: usize = 6;

const HELP: Keys = &["?"];
const ESCAPE: Keys = &["Esc"];
const SLASH: Keys = &["/"];
const SUBMIT: Keys = &["Ctrl + Enter", "⌘ + Enter"];
const ALONG: Keys = &["←", "→", "Home", "End"];
const THROUGH: Keys = &["↑", "↓", "Page Up", "Page Down", "Home", "End"];
const UP_AND_DOWN: Keys = &["↑", "↓", "Home", "End"];
const FOLD: Keys = &["←", "→"];
const ENTER: Keys = &["Enter"];

pub(super) const EN: ShortcutsText = ShortcutsText {
    title: "Keyboard shortcuts",
    close: "Close",
    groups: [
        Group {
            place: "Every page, outside text fields",
            keys: &[
                (HELP, "Shows and hides this list"),
                (ESCAPE, "Closes this list"),
                (SLASH, "Connect: goes to the filter of the messages"),
            ],
        },
        Group {
            place: "Connect, in text fields",
            keys: &[
                (
                    SUBMIT,
                    "Subscribes, publishes; saves, unlocks or imports a profile",
                ),
                (ESCAPE, "Empties a filter"),
            ],
        },
        Group {
            place: "Connect, tabs of connections",
            keys: &[(ALONG, "Shows another connection")],
        },
        Group {
            place: "Connect, list of messages",
            keys: &[
                (THROUGH, "Shows another message in full"),
                (ESCAPE, "Shows none in full"),
            ],
        },
        Group {
            place: "Connect, topic tree",
            keys: &[
                (UP_AND_DOWN, "Goes to another topic"),
                (FOLD, "Folds and unfolds"),
                (ENTER, "Shows the messages of the topic alone"),
            ],
        },
        Group {
            place: "Connect, message in full and chart",
            keys: &[(ESCAPE, "Closes it")],
        },
    ],
};

pub(super) const ZH: ShortcutsText = ShortcutsText {
    title: "键盘快捷键",
    close: "关闭",
    groups: [
        Group {
            place: "所有页面，不在文本框中时",
            keys: &[
                (HELP, "显示或隐藏此列表"),
                (ESCAPE, "关闭此列表"),
                (SLASH, "“连接”：转到消息筛选"),
            ],
        },
        Group {
            place: "“连接”，在文本框中",
            keys: &[
                (SUBMIT, "订阅、发布；保存、解锁或导入配置"),
                (ESCAPE, "清空筛选框"),
            ],
        },
        Group {
            place: "“连接”，连接标签",
            keys: &[(ALONG, "显示另一个连接")],
        },
        Group {
            place: "“连接”，消息列表",
            keys: &[(THROUGH, "显示另一条消息的详情"), (ESCAPE, "不显示详情")],
        },
        Group {
            place: "“连接”，Topic 树",
            keys: &[
                (UP_AND_DOWN, "转到另一个 Topic"),
                (FOLD, "折叠或展开"),
                (ENTER, "只显示该 Topic 的消息"),
            ],
        },
        Group {
            place: "“连接”，消息详情和图表",
            keys: &[(ESCAPE, "关闭")],
        },
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_list_the_same_keys() {
        let keys = |text: &ShortcutsText| {
            let all = text.groups.iter().flat_map(|group| group.keys);
            all.map(|(keys, _)| *keys).collect::<Vec<_>>()
        };
        assert_eq!(keys(&EN), keys(&ZH));
    }
}
