//! `connack diagnose --lang zh`: every sentence of its own is Chinese, the facts of JSON are not.

#![allow(clippy::unwrap_used, reason = "part of tests: a panic is the report")]

mod program;

use program::{Input, Run, connack, temporary_file, with};
use serde_json::Value;

#[track_caller]
fn run(args: &[&str], text: &[u8]) -> Run {
    let args = with(&["diagnose", "--lang", "zh"], args);
    connack(&args, &Input::stdin(text))
}

#[track_caller]
fn check_refused(args: &[&str], text: &[u8], err: &str) {
    let run = run(args, text);
    assert_eq!((run.code, &*run.out), (2, ""));
    assert!(run.err.starts_with(err), "{err}: {}", run.err);
}

#[test]
fn reasons_why_it_does_not_run() {
    check_refused(
        &["/does/not/exist"],
        b"",
        "错误：/does/not/exist 无法读取：",
    );
    check_refused(&[], b"hush", "错误：文本中没有可识别的登录信息");
    check_refused(&[], b"\xff", "错误：标准输入：文本第 1 个字节不是 UTF-8");
    let claim = br#"{"mqtt_client_id":"a","port":"x"}"#;
    check_refused(
        &[],
        claim,
        "错误：`port` 应为 0 到 65535 的数字，实际为其他文本",
    );
    let secret = temporary_file(b"\xff");
    let claim = br#"{"mqtt_client_id":"a"}"#;
    let file = ["--device-secret-file", secret.path()];
    let name = format!("错误：DeviceSecret 文件 {} 第 1 个字节", file[1]);
    check_refused(&file, claim, &name);
    let flag = ["--device-secret", "--json"];
    check_refused(&flag, claim, "错误：--device-secret 的值以 `--` 开头");
}

#[test]
fn a_warning() {
    let run = run(&["--device-secret", "x"], br#"{"mqtt_client_id":"a"}"#);
    assert!(
        run.err.starts_with("警告：--device-secret 会让"),
        "{}",
        run.err
    );
}

#[test]
fn lines_that_are_no_claim() {
    let run = run(&["--jsonl"], b"[]\n\n{\n\xff\n{\"will\":1}\n");
    let lines: Vec<Value> = run
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let starts = [
        "第 1 行：应为形如",
        "第 2 行：空行",
        "第 3 行：第 1 行第 1 列不是 JSON",
        "第 4 行：第 1 个字节不是 UTF-8",
        "第 5 行：`will` 应为 true 或 false，实际为数字 1",
    ];
    assert_eq!(lines.len(), starts.len());
    for (line, start) in lines.iter().zip(starts) {
        assert!(line["error"].as_str().unwrap().starts_with(start), "{line}");
    }
    assert!(run.err.contains("5 行"), "{}", run.err);
}

#[test]
fn facts_stay_and_sentences_do_not() {
    let claim = br#"{"mqtt_client_id":"12345|securemode=3,signmethod=hmacsha1,timestamp=789|",
        "username":"device&pk","password":"bc629c4beac0fe5c7b3c2c2d1110619f4a42b628",
        "device_secret":"secret","will":true,"retain":true}"#;
    let page = run(&[], claim).out;
    for part in ["：末尾有换行", "不支持的功能：遗嘱、保留消息"] {
        assert!(page.contains(part), "{part} in {page}");
    }
    let object: Value = serde_json::from_str(&run(&["--json"], claim).out).unwrap();
    assert_eq!(object["findings"][0]["facts"]["where"], "line feed after");
    assert_eq!(object["findings"][1]["facts"]["which"], "will, retain");
}
