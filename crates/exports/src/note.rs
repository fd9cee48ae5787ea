//! What a person must know beside a text, in both languages.

use crate::draft::Draft;

/// A note to a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Whether the text cannot do its work as it stands: the language has no way to write a value.
    pub broken: bool,
    /// Whether it warns that the text holds the password.
    pub holds_password: bool,
    /// English.
    pub en: String,
    /// 简体中文.
    pub zh: String,
}

impl Note {
    /// Something worth knowing.
    pub(crate) fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self {
            broken: false,
            holds_password: false,
            en: en.into(),
            zh: zh.into(),
        }
    }

    /// Why the text will not do as it stands.
    pub(crate) fn broken(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self {
            broken: true,
            ..Self::new(en, zh)
        }
    }
}

pub(crate) fn placeholder() -> Note {
    Note::new(
        "put the password in place of <password>",
        "请将 <password> 替换为密码",
    )
}

pub(crate) fn holds_password() -> Note {
    Note {
        holds_password: true,
        ..Note::new(
            "the text holds the password: whoever has it can connect as this device",
            "文本中含有密码：拿到它的人可以用该设备的身份连接",
        )
    }
}

pub(crate) fn no_websocket(name: &str, port: u16) -> Note {
    Note::new(
        format!("for {name} the text goes without WebSocket, to port {port} of the same host"),
        format!("{name} 的文本不使用 WebSocket，改为连接同一主机的 {port} 端口"),
    )
}

pub(crate) fn certificate_not_checked() -> Note {
    Note::new(
        "the server's certificate is not checked; before production, load its root certificate (GlobalSign Root CA R1)",
        "此处不校验服务器证书；正式使用前请加载其根证书（GlobalSign Root CA R1）",
    )
}

/// Notes what no AT command is documented to carry.
pub(crate) fn control_characters(draft: &Draft<'_>, notes: &mut Vec<Note>) {
    cannot_have(
        draft,
        notes,
        char::is_control,
        "a control character",
        "控制字符",
    );
}

/// Notes what no argument can hold where there are no escapes.
pub(crate) fn double_quotes(draft: &Draft<'_>, notes: &mut Vec<Note>) {
    cannot_have(
        draft,
        notes,
        |found| found == '"',
        "a double quote",
        "双引号",
    );
}

fn cannot_have(
    draft: &Draft<'_>,
    notes: &mut Vec<Note>,
    is_it: fn(char) -> bool,
    en: &str,
    zh: &str,
) {
    for (name_en, name_zh, value) in draft.sent() {
        if value.contains(is_it) {
            notes.push(Note::broken(
                format!("the {name_en} has {en}, and these commands have no way to write one"),
                format!("{name_zh}中有{zh}，这些命令无法表示"),
            ));
        }
    }
}

/// The template with the line ends that modules wait for, and a note for those who copy it.
pub(crate) fn lines_end_as_modules_want(template: &str, notes: &mut Vec<Note>) -> String {
    notes.push(Note::new(
        "end each line with CR LF, and wait for the answer before the next; the module is on the network already",
        "每行以回车换行（CR LF）结束，收到应答后再发下一条；假定模块已联网",
    ));
    template.replace('\n', "\r\n")
}
