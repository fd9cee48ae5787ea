//! From a question to its answer: the text read, the case put together, searched, and told.

use crate::excerpt::Marked;
use crate::layout::{self, button, group, hint, node, with};
use crate::words::thousands;
use crate::{beside, case_file, excerpt, fill, told, values, words};
use connack_diagnosis::{Budget, Case, Diagnosis, Finding, Observation, Search, Verdict, Waited};
use connack_protocol::{Act, Ask, Attr, FromEngine, Hidden, Lang, Node, Observed, Place, Tag};
use connack_signer::{Claim, PastedText, Secret, read_claims};

/// The finding that says that no recipe gives the password: true only when all were tried.
const NOTHING_FITS: &str = "secret-or-identity-wrong";

/// Devices that are offered for choice; a text with more is a table.
const MAX_DEVICES: usize = 200;

/// One question, with the search for it.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) ask: Ask,
    pub(crate) case: Case,
    /// What a case file said, when the text is one.
    pub(crate) opened: Option<case_file::Opened>,
    pasted: PastedText,
    device: usize,
    search: Search,
    deep: bool,
    took_ms: f64,
}

impl Job {
    pub(crate) fn new(ask: Ask, budget: Budget) -> Self {
        let opened = case_file::open(&ask.text.0);
        let pasted = match opened {
            Some(_) => PastedText::default(),
            None => read_claims(&ask.text.0),
        };
        let last = pasted.devices.len().saturating_sub(1);
        let device = usize::try_from(ask.device).unwrap_or_default().min(last);
        let case = case_of(&ask, &pasted, device, opened.as_ref());
        Self {
            search: Search::new(case.clone(), budget),
            ask,
            case,
            opened,
            pasted,
            device,
            deep: false,
            took_ms: 0.0,
        }
    }

    /// Begins the search anew, further, unless that was done.
    pub(crate) fn deepen(&mut self, budget: Budget) {
        if self.deep {
            return;
        }
        self.search = Search::new(self.case.clone(), budget);
        self.deep = true;
        self.took_ms = 0.0;
    }

    /// Whether the search is over.
    pub(crate) fn step(&mut self, recipes: u64) -> bool {
        self.search.step(recipes)
    }

    pub(crate) fn took_ms(&mut self, ms: f64) {
        self.took_ms += ms;
    }

    pub(crate) fn progress(&self) -> FromEngine {
        let (tried, total) = self.search.progress();
        let lang = self.ask.lang;
        let bar = with(node(Tag::Progress, ""), Attr::Value, tried.to_string());
        let bar = with(bar, Attr::Max, total.max(1).to_string());
        let (tried, total) = (thousands(tried), thousands(total));
        let said = match lang {
            Lang::En => format!("Still searching: {tried} of at most {total} ways"),
            Lang::Zh => format!("仍在查找：已尝试 {tried} 种，最多 {total} 种"),
        };
        let stop = button("quiet", pick(lang, "Stop", "停止"), Act::Cancel);
        self.told(
            Place::Progress,
            group(
                Tag::Div,
                "actions",
                vec![
                    with(bar, Attr::Label, &*said),
                    hint(said),
                    with(stop, Attr::Id, "search-cancel"),
                ],
            ),
        )
    }

    /// A message that fills one place.
    pub(crate) fn told(&self, place: Place, node: Node) -> FromEngine {
        FromEngine {
            id: self.ask.id,
            searching: place == Place::Progress,
            places: vec![(place, node)],
            ..FromEngine::default()
        }
    }

    /// Whether nothing was recognised.
    pub(crate) fn is_empty(&self) -> bool {
        self.case == Case::default()
    }

    pub(crate) fn diagnosis(&self) -> Diagnosis {
        self.search.diagnosis()
    }

    /// The answer so far. Unless it is `settled`, what a deeper search may still explain is not
    /// called unexplained.
    pub(crate) fn answer(&self, settled: bool) -> FromEngine {
        let lang = self.ask.lang;
        let claim = &self.case.claim;
        let mut beside = Vec::new();
        if !self.ask.working.0.trim().is_empty() {
            beside = beside::beside(claim, &self.ask.working.0, lang);
        }
        if self.is_empty() {
            let empty = pick(
                lang,
                "Paste what the device sends. With the device secret, the mistake is found and proved.",
                "请粘贴设备发送的内容。提供 DeviceSecret 即可找出并证实错误。",
            );
            return self.all("none", layout::words(&empty), Vec::new(), beside, false);
        }
        let mut diagnosis = self.diagnosis();
        let unexplained = |diagnosis: &Diagnosis| {
            let mut codes = diagnosis.findings.iter().map(Finding::code);
            diagnosis.verdict == Verdict::Unexplained || codes.any(|code| code == NOTHING_FITS)
        };
        let searching = !settled && unexplained(&diagnosis);
        let mut verdict = diagnosis.verdict.name().to_owned();
        if searching {
            let fits = |finding: &Finding| finding.code() != NOTHING_FITS;
            diagnosis.findings.retain(fits);
            if diagnosis.verdict == Verdict::Unexplained {
                verdict = "searching".into();
            }
        }
        let mut said = Vec::new();
        if let Some(opened) = &self.opened {
            opened.add_to(&mut diagnosis, &mut verdict);
            said.push(opened.said(claim, lang));
        }
        let sentence = layout::words(&told::sentence(&verdict, &diagnosis, lang));
        let findings = diagnosis.findings.iter();
        let findings = findings.map(|finding| told::told(finding, lang)).collect();
        said.extend(told::looked(&diagnosis, self.took_ms, self.deep, lang));
        let mut rest: Vec<Node> = said.into_iter().map(hint).collect();
        rest.append(&mut beside);
        let mut actions = Vec::new();
        if let Some(expected) = &diagnosis.expected {
            rest.extend(values::values(claim, expected, lang));
            actions.extend(fill_links(&fill::fill(claim, expected), lang));
        }
        let case_file = button("quiet", pick(lang, "Case file", "案例记录"), Act::CaseFile);
        actions.push(with(case_file, Attr::Id, "case-file"));
        rest.push(group(Tag::Div, "actions", actions));
        self.all(&verdict, sentence, findings, rest, searching)
    }

    /// The message that fills every place of one question.
    fn all(
        &self,
        verdict: &str,
        sentence: Vec<Node>,
        findings: Vec<Node>,
        rest: Vec<Node>,
        searching: bool,
    ) -> FromEngine {
        let verdict = with(group(Tag::P, "", sentence), Attr::Verdict, verdict);
        let verdict = with(with(verdict, Attr::Id, "verdict"), Attr::Role, "status");
        let findings = with(group(Tag::Ol, "", findings), Attr::Id, "findings");
        let mut below = vec![findings];
        below.extend(rest);
        FromEngine {
            id: self.ask.id,
            searching,
            panicked: String::new(),
            places: vec![
                (Place::Read, group(Tag::Div, "", self.read())),
                (Place::Verdict, verdict),
                (Place::Progress, Node::default()),
                (Place::Findings, group(Tag::Div, "", below)),
                (Place::CaseFile, Node::default()),
            ],
        }
    }

    /// What was recognised in the text, and what was not.
    fn read(&self) -> Vec<Node> {
        let lang = self.ask.lang;
        if let Some(opened) = &self.opened {
            return vec![hint(opened.read(lang))];
        }
        let text = &self.ask.text.0;
        let chosen = self.pasted.devices.get(self.device);
        let fields = chosen.map_or(&[][..], |device| &device.fields);
        let mut marked: Vec<Marked> = fields
            .iter()
            .map(|field| Marked::Field(field.field, field.span.clone()))
            .collect();
        let unknown = self.pasted.not_understood.iter().cloned();
        marked.extend(unknown.map(Marked::Unknown));
        let names = fields.iter().map(|field| field.field);
        let mut nodes = words::recognised(text, names, lang);
        if !marked.is_empty() {
            let pieces = excerpt::pieces(text, marked, &self.case.claim, lang);
            let pre = with(group(Tag::Pre, "wire paste", pieces), Attr::TabIndex, "0");
            let pre = with(pre, Attr::Role, "region");
            let label = pick(lang, "As recognised", "识别结果");
            nodes.push(with(pre, Attr::Label, label));
        }
        if self.pasted.devices.len() > 1 {
            let devices = self.pasted.devices.iter().take(MAX_DEVICES).enumerate();
            let devices = devices.map(|(i, device)| {
                let act = Act::Device(u32::try_from(i).unwrap_or_default());
                let choice = button("chip wire", device_label(i, &device.claim), act);
                with(choice, Attr::Pressed, (i == self.device).to_string())
            });
            let devices = group(Tag::Div, "own-topics", devices.collect());
            let devices = with(devices, Attr::Id, "claim-devices");
            let devices = with(devices, Attr::Role, "group");
            nodes.push(with(devices, Attr::Label, pick(lang, "Devices", "设备")));
        }
        nodes
    }
}

/// Links that take the right values to where they are used.
fn fill_links(right: &Hidden, lang: Lang) -> [Node; 2] {
    let link = |class, route: &str, label| {
        let link = with(node(Tag::A, label), Attr::Class, class);
        Node {
            act: Act::Fill(right.clone()),
            ..with(link, Attr::Href, route)
        }
    };
    let connect = pick(lang, "Connect with the right values", "用正确的参数连接");
    let compute = pick(lang, "Load into Compute", "填入“计算”");
    [
        link("primary", "#/connect", connect),
        link("quiet", "#/compute", compute),
    ]
}

/// A device by the most telling of its values.
fn device_label(i: usize, claim: &Claim) -> String {
    let name = claim.username.as_ref().or(claim.device_name.as_ref());
    let name = name
        .or(claim.mqtt_client_id.as_ref())
        .or(claim.host.as_ref());
    let name: String = name
        .into_iter()
        .flat_map(|name| name.chars())
        .take(60)
        .collect();
    format!("{}. {name}", i + 1)
}

/// The claim of the chosen device with what was typed beside it; the typed value wins.
fn case_of(
    ask: &Ask,
    pasted: &PastedText,
    device: usize,
    opened: Option<&case_file::Opened>,
) -> Case {
    let chosen = pasted.devices.get(device);
    let mut case = match opened {
        Some(opened) => opened.case.clone(),
        None => Case {
            claim: chosen
                .map(|device| device.claim.clone())
                .unwrap_or_default(),
            observations: chosen
                .and_then(|device| device.connack)
                .map(Observation::Connack)
                .into_iter()
                .collect(),
        },
    };
    // Nothing pasted: a secret alone is no case.
    if case == Case::default() && ask.observed.is_none() {
        return case;
    }
    let typed = |typed: &Hidden, slot: &mut Option<Secret>| {
        if !typed.0.is_empty() {
            *slot = Some(Secret::new(&*typed.0));
        }
    };
    typed(&ask.secret, &mut case.claim.device_secret);
    typed(&ask.product_secret, &mut case.claim.product_secret);
    if let Some(observed) = ask.observed.map(observation)
        && !case.observations.contains(&observed)
    {
        case.observations.push(observed);
    }
    case
}

fn observation(observed: Observed) -> Observation {
    match observed {
        Observed::Connack(code) => Observation::Connack(code),
        Observed::ClosedBeforeConnack => Observation::ClosedBeforeConnack,
        Observed::NotOpened => Observation::NotOpened,
        Observed::SocketTimedOut => Observation::TimedOut(Waited::SocketOpen),
        Observed::ConnackTimedOut => Observation::TimedOut(Waited::Connack),
        Observed::PingrespTimedOut => Observation::TimedOut(Waited::Pingresp),
        Observed::Malformed => Observation::Malformed,
        Observed::MixedContent => Observation::MixedContent,
        Observed::NoSubprotocol => Observation::NoSubprotocol,
        Observed::Evicted => Observation::Evicted,
        Observed::Offline => Observation::Offline,
    }
}

/// The same the other way.
pub(crate) fn observed(seen: Observation) -> Observed {
    match seen {
        Observation::Connack(code) => Observed::Connack(code),
        Observation::ClosedBeforeConnack => Observed::ClosedBeforeConnack,
        Observation::NotOpened => Observed::NotOpened,
        Observation::TimedOut(Waited::SocketOpen) => Observed::SocketTimedOut,
        Observation::TimedOut(Waited::Connack) => Observed::ConnackTimedOut,
        Observation::TimedOut(Waited::Pingresp) => Observed::PingrespTimedOut,
        Observation::Malformed => Observed::Malformed,
        Observation::MixedContent => Observed::MixedContent,
        Observation::NoSubprotocol => Observed::NoSubprotocol,
        Observation::Evicted => Observed::Evicted,
        Observation::Offline => Observed::Offline,
    }
}

/// Which of two texts: the page's languages are the protocol's.
pub(crate) fn pick(lang: Lang, en: &str, zh: &str) -> String {
    match lang {
        Lang::En => en.into(),
        Lang::Zh => zh.into(),
    }
}
