mosquitto_pub -V mqttv311 -h {{host}} -p {{port}} \
@tls   --tls-use-os-certs \
  -i {{client_id}} \
  -u {{username}} \
  -P {{password}} \
  -k {{keep_alive}} \
  -q 1 -t {{publish_topic}} -m hello
