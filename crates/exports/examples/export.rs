//! Prints the text of a target for a device: `export TARGET PRODUCT_KEY DEVICE_NAME CLIENT_ID
//! HOST[:PORT] [tcp|tls|ws|wss]`, signed with hmacsha256 and without timestamp. The device secret
//! comes from `CONNACK_DEVICE_SECRET`; with it, the password stands in the text. Notes go to
//! standard error.
#![allow(clippy::print_stdout, reason = "standard output is the text")]

use connack_exports::{Given, Include, Target, export};
use connack_signer::{
    ClientId, DeviceIdentity, DeviceName, ProductKey, Secret, Server, SignMethod, SignRequest,
    Transport, sign,
};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [
        target,
        product_key,
        device_name,
        client_id,
        server,
        rest @ ..,
    ] = arguments.as_slice()
    else {
        let ids: Vec<&str> = Target::ALL.into_iter().map(Target::id).collect();
        return Err(format!("targets: {}", ids.join(" ")).into());
    };
    let target = Target::from_id(target).ok_or("no such target")?;
    let wanted = rest.first().map_or("tcp", String::as_str);
    let transport = Transport::ALL
        .into_iter()
        .find(|transport| transport.wire() == wanted)
        .ok_or("transport: tcp, tls, ws or wss")?;
    let secret = std::env::var("CONNACK_DEVICE_SECRET");
    let include = match secret {
        Ok(_) => Include::Password,
        Err(_) => Include::Placeholder,
    };
    let identity = DeviceIdentity {
        product_key: ProductKey::new(product_key)?,
        device_name: DeviceName::new(device_name)?,
        device_secret: Secret::new(secret.unwrap_or_default()),
    };
    let request = SignRequest {
        client_id: ClientId::new(client_id)?,
        sign_method: SignMethod::HmacSha256,
        secure_mode: transport.secure_mode(),
        ..SignRequest::default()
    };
    let endpoint = Server::parse(server)?.endpoint(&identity.product_key, request.secure_mode);
    let signing = sign(&identity, &request);
    let given = Given::of(&identity, &signing, &endpoint, transport);
    let export = export(target, &given, include);
    for note in &export.notes {
        eprintln!("{}{}", if note.broken { "broken: " } else { "" }, note.en);
    }
    print!("{}", export.text.expose());
    Ok(())
}
