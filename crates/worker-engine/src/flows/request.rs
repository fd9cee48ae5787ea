//! A signed HTTPS request: its URL, body and command, and the button that sends it from the page.

use super::sheet::{actions, disabled, notice, output, outputs, plain};
use super::{answers, sheet};
use crate::answer::pick;
use crate::layout::{button, node, with};
use connack_protocol::{Act, AskFlow, Attr, Copies, Hidden, Lang, Node, Sent, Tag};
use connack_signer::FormRequest;

/// The request as outputs; without one they stand empty.
pub(super) fn shown(request: Option<&FormRequest>, lang: Lang) -> Node {
    let text = |of: fn(&FormRequest) -> String| plain(&request.map(of).unwrap_or_default());
    let url = pick(lang, "URL (POST)", "URL（POST）");
    let body = pick(lang, "Body", "请求体");
    let curl = pick(lang, "As a command", "命令");
    let why_curl = pick(
        lang,
        "sh, PowerShell 7 and cmd; in PowerShell 5 write curl.exe",
        "适用于 sh、PowerShell 7 和 cmd；PowerShell 5 请写 curl.exe",
    );
    outputs(vec![
        output(Copies::Url, &url, "", text(|of| of.url.clone()), lang),
        output(
            Copies::Body,
            &body,
            "application/x-www-form-urlencoded",
            text(FormRequest::body),
            lang,
        ),
        output(
            Copies::Curl,
            &curl,
            &why_curl,
            text(FormRequest::curl),
            lang,
        ),
    ])
}

/// The button that sends, what became of it, and the field for the answer.
pub(super) fn sending(ask: &AskFlow, request: Option<&FormRequest>) -> Vec<Node> {
    let lang = ask.lang;
    let busy = ask.sent == Sent::Busy;
    let label = if busy {
        pick(lang, "Waiting for the answer …", "正在等待应答 …")
    } else {
        pick(lang, "Send from this page", "从本页面发送")
    };
    let act = request.map_or(Act::None, |request| Act::Send {
        url: request.url.clone(),
        body: Hidden(request.body()),
        into: answers::name(ask),
    });
    let send = disabled(button("primary", label, act), request.is_none() || busy);
    let send = with(send, Attr::Id, "flow-send");
    let mut nodes = vec![actions(vec![send])];
    let mut told = with(node(Tag::Div, ""), Attr::Live, "polite");
    if ask.sent == Sent::NoAnswer {
        told.inside.push(no_answer(request, ask));
    } else {
        told.inside.push(sheet::said(&pick(
            lang,
            "The request goes to the URL above, with the signature and never the secret. The platform's answers of 2017 carried no CORS header: the browser will probably refuse; the command works all the same.",
            "请求发往上方 URL，只含签名，不含密钥。平台 2017 年的应答没有 CORS 头，浏览器很可能拒绝；命令不受影响。",
        )));
    }
    nodes.push(told);
    let label = pick(lang, "The answer", "应答");
    let word = pick(
        lang,
        "Comes here when the page sends; or paste what the command printed. Stays in this page",
        "从本页面发送后会显示在此；也可粘贴命令的输出。仅留在本页面",
    );
    nodes.push(answers::field(ask, &label, &word));
    nodes
}

/// The browser gives a page one and the same error for all of these.
fn no_answer(request: Option<&FormRequest>, ask: &AskFlow) -> Node {
    let sent = request.is_none_or(|request| may_ask(&request.url, &ask.origin));
    let text = if sent {
        pick(
            ask.lang,
            "The browser gave no answer, and does not tell a page why. Most likely is CORS: the server did not allow this page to read its answer, though it may have answered. No network or a wrong host looks the same. Run the command instead and paste what it prints.",
            "浏览器没有给出应答，也不告知页面原因。最可能是 CORS：服务器可能已应答，但未允许本页面读取；断网或主机错误的表现相同。请改用命令，并粘贴其输出。",
        )
    } else {
        pick(
            ask.lang,
            "The safety policy of this page allows requests by https:// to hosts under aliyuncs.com and to its own origin only, so it was not even sent. Run the command instead and paste what it prints.",
            "本页面的安全策略只允许以 https:// 访问 aliyuncs.com 下的主机和页面自身的来源，因此请求并未发出。请改用命令，并粘贴其输出。",
        )
    };
    notice("warn", "flow-no-answer", &text, Vec::new())
}

/// Whether `connect-src` of the page's policy has this URL.
fn may_ask(url: &str, page: &str) -> bool {
    let path = url.match_indices('/').nth(2).map(|(at, _)| at);
    let origin = &url[..path.unwrap_or(url.len())];
    let platform = origin.strip_prefix("https://").is_some_and(|host| {
        let host = host.strip_suffix(":443").unwrap_or(host);
        host.to_ascii_lowercase().ends_with(".aliyuncs.com")
    });
    platform || origin.eq_ignore_ascii_case(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, allowed: bool) {
        assert_eq!(may_ask(url, "http://127.0.0.1:8080"), allowed, "{url}");
    }

    #[test]
    fn only_what_the_policy_has_is_asked() {
        check("https://iot-auth.cn-shanghai.aliyuncs.com/auth/x", true);
        check("https://iot-06z00.auth.iothub.AliyunCS.com:443/x", true);
        check("http://127.0.0.1:8080/auth/devicename", true);
        check("http://127.0.0.1:8081/auth/devicename", false);
        check("http://192.0.2.1:8080/auth/devicename", false);
        check("http://iot-auth.cn-shanghai.aliyuncs.com/auth/x", false);
        check("https://iot-auth.cn-shanghai.aliyuncs.com:444/x", false);
        check("https://aliyuncs.com.example/.aliyuncs.com/x", false);
        check("https://own.example/auth/devicename", false);
    }
}
