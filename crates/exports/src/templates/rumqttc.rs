@socket // Cargo.toml: rumqttc = "0.25"
@web // Cargo.toml: rumqttc = { version = "0.25", features = ["websocket"] }
use std::time::Duration;

@socket @plain use rumqttc::{Client, MqttOptions, QoS};
@socket @tls use rumqttc::{Client, MqttOptions, QoS, Transport};
@web use rumqttc::{Client, MqttOptions, QoS, Transport};

@socket const HOST: &str = {{host}};
@web const HOST: &str = {{url}};
const PORT: u16 = {{port}};
const CLIENT_ID: &str = {{client_id}};
const USERNAME: &str = {{username}};
const PASSWORD: &str = {{password}};
const KEEP_ALIVE: u64 = {{keep_alive}};
const PUBLISH_TOPIC: &str = {{publish_topic}};
const SUBSCRIBE_TOPIC: &str = {{subscribe_topic}};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut options = MqttOptions::new(CLIENT_ID, HOST, PORT);
    options.set_credentials(USERNAME, PASSWORD);
    options.set_keep_alive(Duration::from_secs(KEEP_ALIVE));
@socket @tls     options.set_transport(Transport::tls_with_default_config());
@web @plain     options.set_transport(Transport::Ws);
@web @tls     options.set_transport(Transport::wss_with_default_config());

    let (client, mut connection) = Client::new(options, 10);
    client.subscribe(SUBSCRIBE_TOPIC, QoS::AtLeastOnce)?;
    client.publish(PUBLISH_TOPIC, QoS::AtLeastOnce, false, "hello")?;
    for event in connection.iter() {
        println!("{:?}", event?);
    }
    Ok(())
}
