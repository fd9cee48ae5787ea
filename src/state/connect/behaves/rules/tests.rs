//! Rules as they are written: what is wrong with them, and what is followed.

use super::*;
use connack_protocol::{Condition, Qos, RuleAct};

fn after(actions: impl IntoIterator<Item = RulesAction>) -> Rules {
    let mut rules = Rules::default();
    actions.into_iter().for_each(|action| rules.apply(action));
    rules
}

fn set(field: RuleField, text: &str) -> RulesAction {
    RulesAction::Set(field, text.into())
}

#[test]
fn every_ready_made_rule_is_the_same_once_written() {
    for made in connack_behaviour::ready_made() {
        let rules = after([
            RulesAction::AddSet(made.id.into()),
            RulesAction::AddSet(made.id.into()),
        ]);
        assert_eq!(*rules.followed, made.rules);
    }
}

#[test]
fn a_set_is_followed_whatever_else_is_there() {
    // An own rule on a topic of the set, and one of the set that was switched off.
    let own = RulesAction::Add;
    let command = ready_made_set("command").unwrap();
    let add = || RulesAction::AddSet(command.id.into());
    let count = command.rules.len();
    let rules = after([own, add(), RulesAction::Enable(1, false), add()]);
    assert_eq!(rules.list.len(), 1 + count);
    assert_eq!(rules.followed[1..], command.rules);
}

#[test]
fn rules_come_back_from_their_file() {
    let mut rules = after([
        RulesAction::AddSet("ota".into()),
        RulesAction::AddSet("rrpc".into()),
        RulesAction::Enable(0, false),
        RulesAction::Export,
        RulesAction::Remove(0),
    ]);
    assert_eq!(rules.followed.len(), 2);
    rules.apply(RulesAction::Import);
    assert_eq!(
        (rules.followed.len(), rules.followed[0].enabled),
        (3, false)
    );
    let before = rules.list.clone();
    rules.apply(RulesAction::File("{\"version\": 1,\n\"rules\": 7}".into()));
    rules.apply(RulesAction::Import);
    let error = rules.error.unwrap();
    assert!(
        matches!(error, ImportError::Shape { line: 2, .. }),
        "{error}"
    );
    assert_eq!(rules.list, before);
}

#[test]
fn a_rule_with_something_wrong_is_not_followed_until_it_is_mended() {
    let act = |field| RuleField::Act(0, field);
    for (field, wrong, right) in [
        (RuleField::Filter, "/a/#/b", "/a/#"),
        (act(ActField::Payload), "{nothing}", "{payload}"),
        (act(ActField::After), "soon", "10"),
    ] {
        let mut rules = after([RulesAction::Add, set(act(ActField::Kind), "reply")]);
        rules.apply(set(field, wrong));
        assert!(!rules.followed[0].enabled, "{field:?} {wrong}");
        assert_eq!(rules.list[0].wrong().len(), 1);
        rules.apply(set(field, right));
        assert!(rules.followed[0].enabled, "{field:?} {right}");
    }
}

#[test]
fn a_rule_is_edited_field_by_field() {
    let rules = after([
        RulesAction::Add,
        set(RuleField::Name, "温度"),
        set(RuleField::When, "field"),
        set(RuleField::Pointer, "/a"),
        set(RuleField::Text, "1"),
        RulesAction::AddAct,
        set(RuleField::Act(1, ActField::Kind), "publish"),
        set(RuleField::Act(1, ActField::Topic), "t"),
        set(RuleField::Act(1, ActField::Qos), "1"),
        set(RuleField::Act(1, ActField::Times), "3"),
        set(RuleField::Act(1, ActField::Every), "5"),
        RulesAction::RemoveAct(0),
    ]);
    let rule = &rules.followed[0];
    assert!(rule.enabled, "{:?}", rules.list[0].wrong());
    let condition = Condition::Field {
        pointer: "/a".into(),
        equals: "1".into(),
    };
    assert_eq!((rule.name.as_str(), &rule.condition), ("温度", &condition));
    assert!(matches!(
        rule.acts[..],
        [RuleAct::Publish {
            times: 3,
            every_ms: 5,
            qos: Qos::AtLeastOnce,
            ..
        }]
    ));
}
