//! The routes of the page, and what an address may fill in. Addresses never carry a secret in, but
//! for links that were made with one knowingly.

use connack_protocol::{Flow, Link, LinkTo, read_link, sounds_secret};

/// A page of the app.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Route {
    /// Compute what a device must send.
    #[default]
    Compute,
    /// Find the mistake in what a device sends.
    Verify,
    /// Be the device.
    Connect,
    /// What this is, and how to check it.
    About,
}

impl Route {
    /// All routes, in the order of the navigation.
    pub const ALL: [Self; 4] = [Self::Compute, Self::Verify, Self::Connect, Self::About];

    /// The fragment, with `#`.
    pub fn href(self) -> &'static str {
        match self {
            Self::Compute => "#/compute",
            Self::Verify => "#/verify",
            Self::Connect => "#/connect",
            Self::About => "#/about",
        }
    }
}

/// The address of a further way in, with `#`; of none, that of the direct login.
pub fn flow_href(flow: Option<Flow>) -> String {
    let direct = Route::Compute.href();
    flow.map_or(direct.into(), |flow| format!("{direct}/{}", flow.name()))
}

/// Values that an address gives; `None` where it is silent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prefill {
    /// `productKey`
    pub product_key: Option<String>,
    /// `deviceName`
    pub device_name: Option<String>,
    /// `clientId`
    pub client_id: Option<String>,
    /// `signMethod`
    pub sign_method: Option<String>,
    /// `secureMode`
    pub secure_mode: Option<String>,
    /// `timestamp`
    pub timestamp: Option<String>,
    /// `region`
    pub region: Option<String>,
    /// `instance`
    pub instance: Option<String>,
}

/// A fragment, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// The page; the default one for a fragment that names none.
    pub route: Route,
    /// The further way in on Compute; `None`: the direct login.
    pub flow: Option<Flow>,
    /// What it fills in.
    pub prefill: Prefill,
    /// The link, when it is one that was made here.
    pub link: Option<Box<Link>>,
    /// The fragment without its secrets, when it carried any, or without all that a link says: to
    /// be put into the address bar.
    pub cleaned: Option<String>,
}

/// Reads a fragment such as `#/compute?productKey=pk`.
pub fn read_fragment(fragment: &str) -> Address {
    let (path, query) = fragment.split_once('?').unwrap_or((fragment, ""));
    let route = Route::ALL
        .into_iter()
        .find(|route| route.href() == path)
        .unwrap_or_default();
    let mut flows = Flow::ALL.into_iter();
    let flow = flows.find(|flow| flow_href(Some(*flow)) == path);
    let page = match flow {
        Some(_) => flow_href(flow),
        None => route.href().to_owned(),
    };
    let to = match route {
        Route::Verify => LinkTo::Verify,
        Route::Compute | Route::Connect | Route::About => LinkTo::Compute,
    };
    if let Some(link) = read_link(to, query) {
        return Address {
            route,
            flow,
            link: Some(Box::new(link)),
            cleaned: Some(page),
            ..Address::default()
        };
    }
    let mut prefill = Prefill::default();
    let mut kept = form_urlencoded::Serializer::new(String::new());
    let mut has_secret = false;
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        // Any parameter that sounds like a secret goes, whatever its spelling.
        if sounds_secret(&name) {
            has_secret = true;
            continue;
        }
        kept.append_pair(&name, &value);
        let slot = match &*name {
            "productKey" => &mut prefill.product_key,
            "deviceName" => &mut prefill.device_name,
            "clientId" => &mut prefill.client_id,
            "signMethod" => &mut prefill.sign_method,
            "secureMode" => &mut prefill.secure_mode,
            "timestamp" => &mut prefill.timestamp,
            "region" => &mut prefill.region,
            "instance" => &mut prefill.instance,
            _ => continue,
        };
        *slot = Some(value.into_owned());
    }
    let cleaned = has_secret.then(|| match kept.finish() {
        query if query.is_empty() => page,
        query => format!("{page}?{query}"),
    });
    Address {
        route,
        flow,
        prefill,
        cleaned,
        ..Address::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes() {
        assert_eq!(read_fragment("").route, Route::Compute);
        assert_eq!(read_fragment("#/verify").route, Route::Verify);
        assert_eq!(read_fragment("#/connect").route, Route::Connect);
        assert_eq!(read_fragment("#/about?x=1").route, Route::About);
        assert_eq!(read_fragment("#/nothing").route, Route::Compute);
    }

    #[test]
    fn ways_in() {
        assert_eq!(read_fragment("#/compute").flow, None);
        let psk = read_fragment("#/compute/psk?productKey=pk&deviceSecret=hidden");
        assert_eq!((psk.route, psk.flow), (Route::Compute, Some(Flow::Psk)));
        assert_eq!(psk.cleaned.as_deref(), Some("#/compute/psk?productKey=pk"));
        assert_eq!(read_fragment("#/compute/nothing").flow, None);
        assert_eq!(read_fragment("#/verify/psk").flow, None);
        for flow in Flow::ALL {
            assert_eq!(read_fragment(&flow_href(Some(flow))).flow, Some(flow));
        }
    }

    #[test]
    fn a_prefill() {
        let address = read_fragment(
            "#/compute?productKey=pk&deviceName=d%26v&clientId=a%2Bb&signMethod=hmacsha1&timestamp=",
        );
        assert_eq!(address.prefill.product_key.as_deref(), Some("pk"));
        assert_eq!(address.prefill.device_name.as_deref(), Some("d&v"));
        assert_eq!(address.prefill.client_id.as_deref(), Some("a+b"));
        assert_eq!(address.prefill.timestamp.as_deref(), Some(""));
        assert_eq!(address.prefill.region, None);
        assert_eq!(address.cleaned, None);
    }

    #[test]
    fn a_link_leaves_nothing_in_the_address_bar() {
        let address = read_fragment("#/verify?v=1&host=h&with=fields");
        assert_eq!(address.link.unwrap().get("host"), Some("h"));
        assert_eq!(address.cleaned.as_deref(), Some("#/verify"));
        assert_eq!(address.prefill, Prefill::default());
        let broken = read_fragment("#/nothing?v=%zz&deviceSecret=hidden");
        assert_eq!(broken.cleaned.as_deref(), Some("#/compute"));
    }

    #[test]
    fn a_secret_in_a_link_is_dropped() {
        let address = read_fragment("#/compute?deviceSecret=hidden&productKey=pk&Password=x");
        assert_eq!(address.cleaned.as_deref(), Some("#/compute?productKey=pk"));
        assert_eq!(address.prefill.product_key.as_deref(), Some("pk"));
        let only = read_fragment("#/compute?device_secret=hidden");
        assert_eq!(only.cleaned.as_deref(), Some("#/compute"));
    }
}
